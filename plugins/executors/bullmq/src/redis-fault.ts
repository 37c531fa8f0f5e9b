import { InputError, isInputError } from '@pomdp-gym/contracts';
import { OutOfReach } from '@pomdp-gym/experiment';

/** What a person can correct, by how the failure begins. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [
    /^WRONGPASS|^NOAUTH|^ERR AUTH/,
    'Redis refuses the user or the password of the address. Correct the address.',
  ],
  [
    /^NOPERM/,
    'The user of the address may not do what a queue needs. Grant it what the README of the executor lists.',
  ],
  [/ENOTFOUND/, 'The host of the address is not known. Correct the address.'],
  [/EAI_AGAIN/, 'The name of the host is not resolved now. Check the network, or correct the address.'],
  [/ECONNREFUSED/, 'No Redis server listens at the address. Start it, or correct the address.'],
];

/** What Redis replies while it starts, runs a long script, or changes its master. */
const PASSING = /^(LOADING|BUSY|TRYAGAIN|READONLY|MASTERDOWN|CLUSTERDOWN)\b/;

/** What a connection reports that is not made, or breaks. */
const BROKEN =
  /\b(ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)\b|^Connection is closed/;

/**
 * A failure to connect as one sentence: an OutOfReach where the same call may succeed later by itself, else an InputError. It has no part of the
 * address and none of the failed command, which may hold the password.
 */
export function redisFault(error: unknown): Error {
  if (isInputError(error)) return error;
  const text = textOf(error);
  const found = ADVICE.find(([pattern]) => pattern.test(text));
  const sentence = found?.[1] ?? 'The Redis server is not reached. Start it, or correct the address.';
  return PASSING.test(text) || BROKEN.test(text) ? new OutOfReach(sentence) : new InputError(sentence);
}

/** The message of an error, and its code: of a host with several addresses the message is empty. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  return 'code' in error ? `${error.message} ${String(error.code)}` : error.message;
}

/** An OutOfReach where the same call may succeed later by itself; else the error. */
export function passingFault(error: unknown): unknown {
  const [code] = PASSING.exec(error instanceof Error ? error.message : '') ?? [];
  return code === undefined ? error : new OutOfReach(`Redis replies ${code}.`);
}
