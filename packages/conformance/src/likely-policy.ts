import type { StepBatch } from '@pomdp-gym/contracts';
import { logSumExp } from '@pomdp-gym/numerics';
import { TabularPolicy } from './tabular-policy.js';

/** The tabular softmax that says how probable a row was, for learners that compare probabilities. */
export class LikelyPolicy extends TabularPolicy {
  constructor(
    observations: number,
    private readonly choices: number,
  ) {
    super(observations, choices);
  }

  logProbability({ observations, actions }: StepBatch, row: number): number {
    const begin = observations.values[row]! * this.choices;
    return this.parameters[begin + actions.values[row]!]! - logSumExp(this.parameters, begin, this.choices);
  }
}
