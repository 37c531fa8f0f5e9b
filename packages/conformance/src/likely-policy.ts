import type { StepBatch } from '@pomdp-gym/contracts';
import { TabularPolicy } from './tabular-policy.js';

/** The tabular softmax that says how probable a row was, for learners that compare probabilities, and draws with the score, for stepwise ones. */
export class LikelyPolicy extends TabularPolicy {
  constructor(
    observations: number,
    private readonly choices: number,
  ) {
    super(observations, choices);
  }

  logProbability({ observations, actions }: StepBatch, row: number): number {
    const observation = observations.values[row]!;
    return this.parameters[observation * this.choices + actions.values[row]!]! - this.logSumOf(observation);
  }

  actWithScore(observation: number, into: Float64Array): number {
    const action = this.act(observation);
    this.addScoreOf(observation, action, 1, into);
    return action;
  }
}
