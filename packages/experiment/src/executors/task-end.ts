/** What ends a task and is no failure of its run: its cause ends the whole. */
export class TaskEnd extends Error {}

/** Ends the whole with what ended a task; any other error is thrown as it is. */
export function throwCause(error: unknown): never {
  throw error instanceof TaskEnd ? error.cause : error;
}
