import { InputError, isInputError } from '@pomdp-gym/contracts';

/**
 * An error that does not hold the address of a queue, nor the password in it: the error itself where it holds neither, else one with the same
 * sentence in which they are left out, without its cause.
 */
export function withoutAddress(error: unknown, address: string): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? hidden(error, address) : error;
  if (![error, error.cause].some((each) => holds(each, address))) return error;
  const message = hidden(error.message, address);
  return isInputError(error) ? new InputError(message) : new Error(message);
}

function holds(error: unknown, address: string): boolean {
  const text = error instanceof Error ? `${error.message}\n${error.stack}` : String(error);
  return hidden(text, address) !== text;
}

function hidden(text: string, address: string): string {
  return secretsOf(address).reduce((rest, secret) => rest.replaceAll(secret, '…'), text);
}

/** The address, and the password in it as it is written and as it is meant. */
function secretsOf(address: string): string[] {
  const password = URL.canParse(address) ? new URL(address).password : '';
  return [address, password, decoded(password)].filter((secret) => secret !== '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
