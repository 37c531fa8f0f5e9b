/** Set in the environment of a worker that a supervisor begins: other programs have channels of their own to their processes. */
export const SUPERVISED = 'POMDP_GYM_SUPERVISED';

/** Whether this process has a channel to a supervisor of workers. */
export function isSupervised(): boolean {
  return process.env[SUPERVISED] === '1' && process.connected;
}
