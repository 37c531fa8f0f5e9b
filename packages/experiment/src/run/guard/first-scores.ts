import type { ParametricPolicy, StepBatch } from '@pomdp-gym/contracts';
import { BrokenContract } from './broken-contract.js';

/** The batches whose scores are looked at. */
const FIRST_BATCHES = 8;

/** Holds the scores of a policy to finite numbers, in the first row of each of the first batches that it is called with. */
export class FirstScores {
  private left = FIRST_BATCHES;

  /** @param part whose scores they are: `policy softmax`. */
  constructor(
    private readonly policy: ParametricPolicy,
    private readonly part: string,
  ) {}

  /** @throws BrokenContract */
  look(batch: StepBatch): void {
    if (this.left === 0) return;
    this.left--;
    const score = new Float64Array(this.policy.parameters.length);
    this.policy.addScore(batch, 0, 1, score);
    const bad = score.findIndex((value) => !Number.isFinite(value));
    if (bad < 0) return;
    throw new BrokenContract(
      this.part,
      `addScore adds ${score[bad]} to component ${bad} of the score of a step; it must be a finite number.`,
    );
  }
}
