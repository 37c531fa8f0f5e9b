import type { ParametricPolicy, PolicySpec, Random, Spaces, StepBatch } from '@pomdp-gym/contracts';
import { z } from 'zod';
import { expectSound, itCatches, type Planted } from './broken-rules.test.support.js';
import { policyChecks } from './policy-checks.js';
import { RememberingPolicy } from './remembering-policy.js';

const NODES = 2;

type Create = new (nodes: number, observations: number, actions: number) => ParametricPolicy;

function specOf(create: Create): PolicySpec {
  return {
    id: 'small',
    summary: 'A small one.',
    options: z.strictObject({}),
    create: (_options: never, { observationSpace, actionSpace }: Spaces) => {
      if (observationSpace.kind === 'box' || actionSpace.kind === 'box')
        throw new RangeError('Finite spaces, please.');
      return new create(NODES, observationSpace.size, actionSpace.size);
    },
  };
}

const bug = (create: Create) => () => policyChecks(specOf(create));

class NeverReset extends RememberingPolicy {
  override reset(random: Random): void {
    const { node } = this;
    super.reset(random);
    this.node = node;
  }
}

const alive: ResetByAny[] = [];

/** Forgets where an episode of any policy begins: the flag of another row of a batch of environments. */
class ResetByAny extends RememberingPolicy {
  constructor(nodes: number, observations: number, actions: number) {
    super(nodes, observations, actions);
    alive.push(this);
  }

  override reset(random: Random): void {
    super.reset(random);
    for (const policy of alive) policy.node = 0;
  }
}

/** Forgets where a batch that it scores ends an episode, and nowhere else. */
class ResetInTraining extends NeverReset {
  override addScore(batch: StepBatch, row: number, weight: number, into: Float64Array): void {
    super.addScore(batch, row, weight, into);
    if (batch.ending !== 'none' && row === batch.length - 1) this.node = 0;
  }
}

class NotRestored extends RememberingPolicy {
  override restore(_saved: unknown, random: Random): void {
    super.restore(0, random);
  }
}

class SavesOnly extends RememberingPolicy {
  override readonly restore = undefined as never;
}

class ForgetsOnReading extends RememberingPolicy {
  override memory(): number {
    const { node } = this;
    this.node = 0;
    return node;
  }
}

class CountsFromOne extends RememberingPolicy {
  override memory(): number {
    return super.memory() + 1;
  }
}

/** Scores a row by what it remembers now, not by what it remembered then. */
class ScoresByNow extends RememberingPolicy {
  override addScore(batch: StepBatch, row: number, weight: number, into: Float64Array): void {
    const now = { width: 0, values: new Int32Array(batch.length).fill(this.node) };
    super.addScore({ ...batch, memory: { before: now, after: batch.memory!.after } }, row, weight, into);
  }
}

/** The score of the action alone, without that of the memory. */
class ScoresActionOnly extends RememberingPolicy {
  override addScore(batch: StepBatch, row: number, weight: number, into: Float64Array): void {
    const { nodes, observations, actions } = this;
    const law = this.controller();
    const seen = batch.memory!.before.values[row]! * observations + batch.observations.values[row]!;
    for (let u = 0; u < actions; u++) {
      for (let next = 0; next < nodes; next++) {
        const choice = (seen * actions + u) * nodes + next;
        const successor = law.successorProbabilities[choice]!;
        const taken = Number(u === batch.actions.values[row]);
        into[choice]! += weight * successor * (taken - law.actionProbabilities[seen * actions + u]!);
      }
    }
  }
}

/** Draws the action first and the memory with a number of its own. */
class DrawsTwice extends RememberingPolicy {
  private second: Random | undefined;

  override reset(random: Random): void {
    super.reset(random);
    this.second = random;
  }

  override act(observation: number): number {
    const action = super.act(observation);
    this.second?.uint32();
    return action;
  }
}

/** Both halves keep all that led to the node. */
class NotHalved extends RememberingPolicy {
  override split(node: number, random: Random, noise: number): RememberingPolicy {
    const grown = super.split(node, random, noise);
    grown.parameters.forEach((value, k) => {
      const next = k % grown.nodes;
      if (next === node || next === this.nodes) grown.parameters[k] = value + Math.LN2;
    });
    return grown;
  }
}

class SplitsItself extends RememberingPolicy {
  override split(node: number, random: Random, noise: number): RememberingPolicy {
    const grown = super.split(node, random, noise);
    this.parameters[0]! += 1e-12;
    return grown;
  }
}

/** Moves one half only. */
class OneSided extends RememberingPolicy {
  override split(node: number, random: Random, noise: number): RememberingPolicy {
    const [grown, still] = [super.split(node, random, noise), super.split(node, random, 0)];
    const copy = (grown.parameters.length / grown.nodes) * this.nodes;
    grown.parameters.set(still.parameters.subarray(copy), copy);
    return grown;
  }
}

const LOGARITHM = 'The score is the gradient of its log-probability.';
const LOG_LAW = 'Its log-probability is the logarithm of its law.';
const LAW = 'A node that is split leaves the law as it is, and its halves share what led to it.';
const APART = 'The halves of a node that is split are moved apart by the noise, evenly.';
const INSIDE = 'What it remembers lies in its memory space, and reading it changes nothing.';
const TRAINED = 'While it is trained, an episode begins with the memory of the start.';
const EVALUATED = 'While it is evaluated, an episode begins with the memory of the start.';
const ALONE = 'Policies share no memory: where an episode of one begins or ends, another remembers on.';
const GOES_ON = 'Saved, restored in a new one and gone on with, it gives the same bits.';
const DRAWS = 'It draws each action and memory together with drawIndex as its controller says.';
const PATHS = 'Kernel and generic path give the same bits, memory included.';
const GRADIENT = 'The score is the gradient of log μ.';
const MEAN = 'The mean of the score under μ is zero.';

const planted: readonly Planted[] = [
  {
    bug: 'a memory that is not reset at an ending',
    checks: bug(NeverReset),
    rules: [TRAINED, EVALUATED, PATHS],
    says: /In training episode \d+ begins with the memory 1; a policy that has not acted yet begins with 0/,
  },
  {
    bug: 'a memory that is reset by the flag of another row',
    checks: bug(ResetByAny),
    rules: [ALONE],
    says: 'where another policy acts and begins episodes beside it',
  },
  {
    bug: 'a memory that is reset in training but not in evaluation',
    checks: bug(ResetInTraining),
    rules: [EVALUATED, PATHS],
    says: /In evaluation episode \d+ begins with the memory 1/,
  },
  {
    bug: 'a memory that is not restored on resume',
    checks: bug(NotRestored),
    rules: [GOES_ON],
    says: 'Restored in round',
  },
  {
    bug: 'a save without a restore',
    checks: bug(SavesOnly),
    rules: ['It has both save and restore, or neither.', GOES_ON],
    says: 'one of save and restore without the other',
  },
  {
    bug: 'a memory that is lost when it is read',
    checks: bug(ForgetsOnReading),
    rules: [INSIDE, DRAWS, PATHS],
    says: 'Read twice after',
  },
  {
    bug: 'a memory outside its space',
    checks: bug(CountsFromOne),
    rules: [INSIDE, DRAWS, PATHS, LOGARITHM, LOG_LAW],
    says: '2 is not one of 0 to 1',
  },
  {
    bug: 'scores by what is remembered now',
    checks: bug(ScoresByNow),
    rules: [GRADIENT, MEAN, LOGARITHM],
    says: 'in memory 1',
  },
  {
    bug: 'a score without that of the memory',
    checks: bug(ScoresActionOnly),
    rules: [GRADIENT, LOGARITHM],
    says: 'by differences of log μ',
  },
  {
    bug: 'a split whose halves both keep what led to the node',
    checks: bug(NotHalved),
    rules: [LAW],
    says: /With node 0 split, action \d and memory \d after observation \d in memory \d has probability/,
  },
  {
    bug: 'a split that changes the policy itself',
    checks: bug(SplitsItself),
    rules: [LAW, APART],
    says: 'split changed the parameters of the policy itself',
  },
  {
    bug: 'a split that moves one half',
    checks: bug(OneSided),
    rules: [APART],
    says: 'apart unevenly',
  },
  {
    bug: 'a draw of its own for the memory',
    checks: bug(DrawsTwice),
    rules: [DRAWS, PATHS, GOES_ON],
    says: 'drawIndex gives',
  },
];

describe('The rules for policies with a memory', () => {
  it('pass a tabular softmax over memory', () => expectSound(bug(RememberingPolicy)(), 25));

  itCatches(planted);
});
