/** Looks at the progress of a run this many times within its patience. */
const LOOKS = 8;

/** Counts signs of progress across threads. */
export class ProgressSigns {
  private readonly count: Int32Array;

  /** @param shared four bytes that two threads share. */
  constructor(readonly shared = new SharedArrayBuffer(4)) {
    this.count = new Int32Array(shared);
  }

  give(): void {
    Atomics.add(this.count, 0, 1);
  }

  get given(): number {
    return Atomics.load(this.count, 0);
  }
}

/**
 * Calls `onSilence` once where no sign comes for `patience` seconds, counted from the first one: a worker takes its time to
 * start.
 *
 * @returns ends the watch.
 */
export function watchProgress(signs: ProgressSigns, patience: number, onSilence: () => void): () => void {
  let [seen, silent] = [0, 0];
  const timer = setInterval(
    () => {
      const { given } = signs;
      silent = given === seen && given > 0 ? silent + 1 : 0;
      seen = given;
      if (silent < LOOKS) return;
      clearInterval(timer);
      onSilence();
    },
    (patience * 1000) / LOOKS,
  );
  return () => clearInterval(timer);
}
