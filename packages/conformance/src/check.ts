/** One rule that a plugin keeps, and its trial. */
export interface Check {
  /** The rule, as a sentence. */
  readonly name: string;
  /**
   * The probability, over the seed of the settings, with which the rule refuses a sound plugin, at most: by a bound, or as measured
   * (see the README). Absent where no seed refuses one, since the rule compares what a sound plugin gives under every seed.
   */
  readonly falseAlarmRate?: number;
  /**
   * Returns where the rule is kept; throws a sentence, with the numbers, where it is broken: NotDecided where no breach was
   * found, and the trial was too short to say that there is none.
   */
  run(): void | Promise<void>;
}

/** A trial found nothing wrong, and had not the power to find it; the message says how far it got. */
export class NotDecided extends Error {
  override readonly name = 'NotDecided';
}

/** A plugin broke a rule; the message says how, with the numbers. */
export class BrokenRule extends Error {
  override readonly name = 'BrokenRule';
}

/** Throws the sentence where the rule is not kept. The sentence is only made then. */
export function demand(kept: boolean, sentence: () => string): asserts kept {
  if (!kept) throw new BrokenRule(sentence());
}
