import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Why a request is refused. */
export interface Refusal {
  readonly status: number;
  readonly sentence: string;
}

/** Names that lead to this machine from this machine alone. */
const NAMES = ['127.0.0.1', 'localhost'];

/**
 * Why a request is refused, where it is: it must name this machine as its host, so that no other name leads here; come from the page
 * itself, or from no page; carry the token, which only those know who were given the URL; and have no body, since none is read.
 *
 * @param request as it came.
 * @param given the token in its URL.
 */
export function refusalOf(
  { headers, method }: Pick<IncomingMessage, 'headers' | 'method'>,
  given: string | null,
  { token, port }: { readonly token: string; readonly port: number },
): Refusal | undefined {
  // Browsers leave out the port 80 of HTTP.
  const hosts = NAMES.flatMap((name) => [...(port === 80 ? [name] : []), `${name}:${port}`]);
  const { host, origin } = headers;
  if (host === undefined || !hosts.includes(host))
    return { status: 403, sentence: `The studio is served to ${hosts.join(' and ')} only.` };
  if (origin !== undefined && origin !== `http://${host}`)
    return { status: 403, sentence: 'The studio takes requests of its own page only.' };
  if (!isToken(given ?? '', token))
    return { status: 403, sentence: 'This URL lacks the token that pomdp-gym studio printed.' };
  if (method !== 'GET' && method !== 'POST')
    return { status: 405, sentence: 'The studio takes GET and POST only.' };
  if (hasBody(headers)) return { status: 413, sentence: 'The studio takes no request with a body.' };
  return undefined;
}

function hasBody(headers: IncomingMessage['headers']): boolean {
  return Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;
}

/** Compares in a time that does not depend on where the two differ. */
function isToken(given: string, token: string): boolean {
  return timingSafeEqual(digestOf(given), digestOf(token));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
