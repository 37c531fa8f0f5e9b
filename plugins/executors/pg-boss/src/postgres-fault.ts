import { InputError, isInputError } from '@pomdp-gym/contracts';
import pg from 'pg';

/** Codes of failures that pass: the server starts, stops or restarts, a connection breaks, two transactions wait for each other. */
const PASSING =
  /^(08...|57P0[1-3]|25P03|53300|40001|40P01|ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;

/** What pg reports without a code where a connection ends or is not made in time. */
const BROKEN =
  /^(Connection terminated|Query read timeout|timeout (expired|exceeded when trying to connect)|Client has encountered a connection error)/;

/** What a person reads whose address is that of something else. */
export const NO_URL =
  'The address is no URL of PostgreSQL: it has the form postgres://user:password@host:port/database.';

/** What a person can correct, by the code of the failure. */
const ADVICE: Readonly<Record<string, string>> = {
  '28P01': 'PostgreSQL refuses the user or the password of the address. Correct the address.',
  '28000':
    'PostgreSQL refuses the user of the address. Correct the address, or permit the user in pg_hba.conf.',
  '3D000':
    'The PostgreSQL server has no database of the name in the address. Create it, or correct the address.',
  ECONNREFUSED: 'No PostgreSQL server listens at the address. Start it, or correct the address.',
  ENOTFOUND: 'The host of the address is not known. Correct the address.',
  EAI_AGAIN: 'The name of the host is not resolved now. Check the network, or correct the address.',
  ERR_INVALID_URL: NO_URL,
};

/** Whether another try may succeed without anybody doing anything. */
export function isPassing(error: unknown): boolean {
  const message = error instanceof Error ? error.message : '';
  return PASSING.test(codeOf(error)) || BROKEN.test(message);
}

/**
 * A failure as one sentence. It has no part of the address: no cause and no text of the failed call, which may hold it.
 *
 * @param schema where our tables are.
 */
export function postgresFault(error: unknown, schema: string): Error {
  if (isInputError(error)) return error;
  const code = codeOf(error);
  if (code === '42501')
    return new InputError(
      `The user of the address may not use the schema ${schema} of the database. Grant it what the README of the executor lists.`,
    );
  const advice = ADVICE[code];
  if (advice !== undefined) return new InputError(advice);
  if (isPassing(error))
    return new InputError('The PostgreSQL server is not reached. Start it, or correct the address.');
  // The text that the server sends names tables and columns; every other text is left out, because it may quote the address.
  return error instanceof pg.DatabaseError
    ? new Error(`PostgreSQL reports ${code}: ${error.message}`)
    : new InputError(`PostgreSQL cannot be used (${code === '' ? 'no code' : code}). Correct the address.`);
}

function codeOf(error: unknown): string {
  const isObject = typeof error === 'object' && error !== null;
  return isObject && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
