/** Yields and returns what an ascent does. Where it fails with the reason of the signal it ends quietly. */
export async function* untilAborted<Point, Result>(
  signal: AbortSignal,
  ascent: AsyncGenerator<Point, Result, undefined>,
): AsyncGenerator<Point, Result | undefined, undefined> {
  try {
    return yield* ascent;
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
    return undefined;
  }
}
