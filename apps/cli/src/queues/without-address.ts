import { InputError, isInputError } from '@pomdp-gym/contracts';

/**
 * An error that holds no part of the address of a queue: the error itself where it holds none, else one with the same sentence in which they
 * are left out, without its cause.
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
  const whole = text.replaceAll(address, '…');
  return partsOf(address).reduce((rest, part) => rest.replace(asWord(part), '…'), whole);
}

/** Matches a part where it is no piece of a longer word: the user `gym` is not in `pomdp-gym`. */
function asWord(part: string): RegExp {
  const literal = part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w-])${literal}(?![\\w-])`, 'g');
}

/** The names of a query that say who connects where. */
const NAMING = ['user', 'password', 'host', 'hostaddr', 'port', 'db', 'dbname'];

/** User, password, host, port and database of an address, in its query too, as they are written and as they are meant; the longest first. */
function partsOf(address: string): string[] {
  if (!URL.canParse(address)) return [];
  const { username, password, host, hostname, port, pathname, searchParams } = new URL(address);
  const written = [username, password, host, hostname, hostname.replace(/^\[|\]$/g, ''), port];
  // Redis has numbers for databases, which name nothing.
  const database = pathname.replace(/^\/(\d+$)?/, '');
  const parts = [...written, database, ...NAMING.flatMap((name) => searchParams.getAll(name))];
  return [...new Set([...parts, ...parts.map(decoded)])]
    .filter((part) => part !== '')
    .sort((a, b) => b.length - a.length);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
