/** The store of a queue is not reached now: it is started again, say. The same call may succeed later without anybody doing anything. */
export class OutOfReach extends Error {
  override readonly name = 'OutOfReach';
}

/** Whether it is an OutOfReach, of this copy of the package or of another that a plugin brought along. */
export function isOutOfReach(error: unknown): boolean {
  return error instanceof Error && error.name === 'OutOfReach';
}
