import { InputError } from '@pomdp-gym/contracts';

/**
 * One score for each seed. Runs of different seeds are independent; steps and episodes of one run are not, so an interval over
 * them is too narrow. The constructor is private: an array of steps or of episodes is no `Replicates`, and a seed that
 * comes twice is refused.
 */
export class Replicates<Score = number> {
  private constructor(private readonly scoreOf: ReadonlyMap<number, Score>) {}

  /** Throws an InputError where a seed comes twice. */
  static bySeed<Score>(entries: Iterable<readonly [seed: number, score: Score]>): Replicates<Score> {
    const scoreOf = new Map<number, Score>();
    for (const [seed, score] of entries) {
      if (scoreOf.has(seed)) {
        throw new InputError(
          `Seed ${seed} comes twice: a replicate is one score of one seed. Average the episodes or the steps of a run first.`,
        );
      }
      scoreOf.set(seed, score);
    }
    return new Replicates(new Map([...scoreOf].sort(([a], [b]) => a - b)));
  }

  get size(): number {
    return this.scoreOf.size;
  }

  /** In ascending order. */
  get seeds(): number[] {
    return [...this.scoreOf.keys()];
  }

  /** In the order of the seeds. */
  get scores(): Score[] {
    return [...this.scoreOf.values()];
  }

  /** The score of a seed; undefined where that seed was not run. */
  at(seed: number): Score | undefined {
    return this.scoreOf.get(seed);
  }

  map<Other>(change: (score: Score, seed: number) => Other): Replicates<Other> {
    return new Replicates(new Map([...this.scoreOf].map(([seed, score]) => [seed, change(score, seed)])));
  }
}
