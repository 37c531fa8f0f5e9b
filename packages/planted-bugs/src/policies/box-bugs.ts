import type { ParametricPolicy, Random, Spaces, StepBatch } from '@pomdp-gym/contracts';
import { drawNormal } from '@pomdp-gym/numerics';
import { policyBug } from './policy-bug.js';

const SIGMA = 0.5;

/** u ~ N(θ y, σ²) with σ = ½, over observations from 1 to 2. Sound; its score and its logarithm are open to a bug. */
class Normal implements ParametricPolicy {
  readonly parameters = new Float64Array(1);
  private random: Random | undefined;

  reset(random: Random): void {
    this.random = random;
  }

  act(observation: Float64Array): Float64Array {
    if (!this.random) throw new Error('Call reset before act.');
    return Float64Array.of(this.parameters[0]! * observation[0]! + SIGMA * drawNormal(this.random));
  }

  addScore({ observations, actions }: StepBatch, row: number, weight: number, into: Float64Array): void {
    into[0]! += weight * this.score(observations.values[row]!, actions.values[row]!);
  }

  protected score(y: number, u: number): number {
    return (y * (u - this.parameters[0]! * y)) / SIGMA ** 2;
  }
}

class WrongSign extends Normal {
  protected override score(y: number, u: number): number {
    return -super.score(y, u);
  }
}

class WithoutVariance extends Normal {
  protected override score(y: number, u: number): number {
    return SIGMA ** 2 * super.score(y, u);
  }
}

class NotCentred extends Normal {
  protected override score(y: number, u: number): number {
    return (y * (u + this.parameters[0]! * y)) / SIGMA ** 2;
  }
}

/** Leaves the half of the square out. */
class WithoutHalf extends Normal {
  logProbability({ observations, actions }: StepBatch, row: number): number {
    return -(((actions.values[row]! - this.parameters[0]! * observations.values[row]!) / SIGMA) ** 2);
  }
}

/** Clips what it draws, where the environment refuses the rest; its score is that of what was drawn. */
class ClipsItself extends Normal {
  override act(observation: Float64Array): Float64Array {
    return super.act(observation).map((value) => Math.max(-0.5, Math.min(0.5, value)));
  }
}

const line: Spaces = {
  observationSpace: { kind: 'box', low: [1], high: [2] },
  actionSpace: { kind: 'box', low: [-Infinity], high: [Infinity] },
};
const refused: Spaces = {
  ...line,
  actionSpace: { kind: 'box', low: [-0.5], high: [0.5], outside: 'refused' },
};

const MOVES = 'μ moves with θ as the score says, as far as chance lets see.';
const settings = { spaces: line };

/** Mistakes of policies over boxes, of which only draws tell. */
export const boxBugs = [
  policyBug({
    name: 'normal-score-of-wrong-sign',
    wrong: 'The score of a normal law has the wrong sign.',
    rule: MOVES,
    create: () => new WrongSign(),
    settings,
  }),
  policyBug({
    name: 'normal-score-without-variance',
    wrong: 'The score of a normal law is not divided by its variance.',
    rule: MOVES,
    create: () => new WithoutVariance(),
    settings,
  }),
  policyBug({
    name: 'normal-score-not-centred',
    wrong: 'The score of a normal law adds the mean to the action in place of subtracting it.',
    rule: 'The mean of the score under μ is zero, as far as chance lets see.',
    create: () => new NotCentred(),
    settings,
  }),
  policyBug({
    name: 'normal-logarithm-without-half',
    wrong: 'The logarithm of a normal density lacks the half of the square.',
    rule: 'The score is the gradient of its log-probability.',
    create: () => new WithoutHalf(),
    settings,
  }),
  policyBug({
    name: 'normal-action-outside',
    wrong: 'It draws actions beyond limits that the environment refuses.',
    rule: 'Actions lie in the action space, or beyond its limits where those are clipped.',
    create: () => new Normal(),
    settings: { spaces: refused },
  }),
  policyBug({
    name: 'normal-clips-itself',
    wrong: 'It clips what it draws, and scores the clipped action as if it were drawn.',
    rule: 'The mean of the score under μ is zero, as far as chance lets see.',
    create: () => new ClipsItself(),
    settings: { spaces: refused },
  }),
];
