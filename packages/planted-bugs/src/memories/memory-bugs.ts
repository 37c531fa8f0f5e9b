import type { FiniteStateController, Policy, Random, StepBatch } from '@pomdp-gym/contracts';
import { RememberingPolicy } from '@pomdp-gym/conformance';
import { randomStream } from '@pomdp-gym/numerics';
import type { PlantedBug } from '../planted-bug.js';
import { policyBug, sizesOf } from '../policies/policy-bug.js';

const NODES = 2;

class NeverReset extends RememberingPolicy {
  override reset(random: Random): void {
    const { node } = this;
    super.reset(random);
    this.node = node;
  }
}

/** Begins anew where a batch that it scores ends an episode, and nowhere else. */
class ResetByBatches extends NeverReset {
  override addScore(batch: StepBatch, row: number, weight: number, into: Float64Array): void {
    super.addScore(batch, row, weight, into);
    if (batch.ending !== 'none' && row === batch.length - 1) this.node = 0;
  }
}

let beats = 0;

/** Acts at random, and remembers whether its steps are even: in a variable of the module. */
class SharedBeat implements Policy {
  readonly memorySpace = { kind: 'discrete', size: 2 } as const;
  private random: Random | undefined;

  constructor(
    _nodes: number,
    _observations: number,
    private readonly actions: number,
  ) {}

  reset(random: Random): void {
    this.random = random;
    beats = 0;
  }

  act(): number {
    if (!this.random) throw new Error('Call reset before act.');
    beats = 1 - beats;
    return Math.floor(this.random.uniform() * this.actions);
  }

  memory(): number {
    return beats;
  }
}

class CountsFromOne extends RememberingPolicy {
  override memory(): number {
    return super.memory() + 1;
  }
}

class ForgetsWhenRead extends RememberingPolicy {
  override memory(): number {
    const remembered = super.memory();
    this.node = 0;
    return remembered;
  }
}

class RestoresStart extends RememberingPolicy {
  override restore(_saved: unknown, random: Random): void {
    super.restore(0, random);
  }
}

class RestoresNoStream extends RememberingPolicy {
  override restore(saved: unknown): void {
    super.restore(saved, randomStream(0, 'policy'));
  }
}

class SavesOnly extends RememberingPolicy {
  override readonly restore = undefined as never;
}

/** Scores by what it remembers now, not by what it remembered then. */
class ScoresByNow extends RememberingPolicy {
  override addScore(batch: StepBatch, row: number, weight: number, into: Float64Array): void {
    const before = { width: 0, values: new Int32Array(batch.length).fill(this.node) };
    const after = batch.memory?.after ?? before;
    super.addScore({ ...batch, memory: { before, after } }, row, weight, into);
  }
}

/** Draws once more where it has chosen. */
class DrawsTwice extends RememberingPolicy {
  private second: Random | undefined;

  override reset(random: Random): void {
    super.reset(random);
    this.second = random;
  }

  override restore(saved: unknown, random: Random): void {
    super.restore(saved, random);
    this.second = random;
  }

  override act(observation: number): number {
    const action = super.act(observation);
    this.second?.uint32();
    return action;
  }
}

/** States a space for a node that it has not. */
class ANodeMore extends RememberingPolicy {
  override readonly memorySpace = { kind: 'discrete', size: NODES + 1 } as const;
}

/** Writes 1 / M to two digits. */
class RoundedController extends RememberingPolicy {
  override controller(): FiniteStateController {
    const law = super.controller();
    return { ...law, start: Float64Array.of(0.99, 0) };
  }
}

/** Both halves keep all that led to the node. */
class NotHalved extends RememberingPolicy {
  override split(split: number, random: Random, noise: number): RememberingPolicy {
    const grown = super.split(split, random, noise);
    grown.parameters.forEach((value, k) => {
      const next = k % grown.nodes;
      if (next === split || next === this.nodes) grown.parameters[k] = value + Math.LN2;
    });
    return grown;
  }
}

/** Moves both halves the same way. */
class SameWay extends RememberingPolicy {
  override split(split: number, random: Random, noise: number): RememberingPolicy {
    const [grown, still] = [super.split(split, random, noise), super.split(split, random, 0)];
    const rows = grown.parameters.length / grown.nodes;
    for (let i = 0; i < rows; i++) {
      const shift = grown.parameters[split * rows + i]! - still.parameters[split * rows + i]!;
      grown.parameters[this.nodes * rows + i] = still.parameters[this.nodes * rows + i]! + shift;
    }
    return grown;
  }
}

/** Forgets the noise. */
class WithoutNoise extends RememberingPolicy {
  override split(split: number, random: Random): RememberingPolicy {
    return super.split(split, random, 0);
  }
}

const GOES_ON = 'Saved, restored in a new one and gone on with, it gives the same bits.';
const INSIDE = 'What it remembers lies in its memory space, and reading it changes nothing.';
const APART = 'The halves of a node that is split are moved apart by the noise, evenly.';
const CONTROLLER =
  'Each row of its controller is a distribution, and its memory space has an element for each node.';

function memoryBug(
  name: string,
  wrong: string,
  rule: string,
  create: new (nodes: number, observations: number, actions: number) => Policy,
): PlantedBug {
  return policyBug({ name, wrong, rule, create: (spaces) => new create(NODES, ...sizesOf(spaces)) });
}

/** Mistakes of policies with a memory. */
export const memoryBugs = [
  memoryBug(
    'memory-never-reset',
    'The memory node goes on from episode to episode.',
    'While it is trained, an episode begins with the memory of the start.',
    NeverReset,
  ),
  memoryBug(
    'memory-reset-by-batches',
    'The memory node is reset where a scored batch ends an episode, so in evaluation it never is.',
    'While it is evaluated, an episode begins with the memory of the start.',
    ResetByBatches,
  ),
  memoryBug(
    'memory-shared',
    'What it remembers is a variable of the module, which all policies share.',
    'Policies share no memory: where an episode of one begins or ends, another remembers on.',
    SharedBeat,
  ),
  memoryBug(
    'memory-from-one',
    'Memory nodes are counted from 1, and their space from 0.',
    INSIDE,
    CountsFromOne,
  ),
  memoryBug(
    'memory-lost-when-read',
    'Reading the memory node sets it back to the first.',
    INSIDE,
    ForgetsWhenRead,
  ),
  memoryBug('memory-not-restored', 'Restoring leaves the memory node at the first.', GOES_ON, RestoresStart),
  memoryBug(
    'stream-not-restored',
    'Restoring does not take over the stream that it is given.',
    GOES_ON,
    RestoresNoStream,
  ),
  memoryBug(
    'save-without-restore',
    'It can be saved, and has no restore.',
    'It has both save and restore, or neither.',
    SavesOnly,
  ),
  memoryBug(
    'score-by-memory-now',
    'The score reads the memory node of now in place of the column of the batch.',
    'The score is the gradient of log μ.',
    ScoresByNow,
  ),
  memoryBug(
    'draw-too-many',
    'It draws one number more than an action and a node need.',
    'It draws each action and memory together with drawIndex as its controller says.',
    DrawsTwice,
  ),
  memoryBug(
    'memory-space-with-a-node-more',
    'The memory space has an element more than the controller has nodes.',
    CONTROLLER,
    ANodeMore,
  ),
  memoryBug(
    'controller-start-of-99',
    'The law of the first node sums to .99.',
    CONTROLLER,
    RoundedController,
  ),
  memoryBug(
    'split-not-halved',
    'Both halves of a node that is split keep all that led to it.',
    'A node that is split leaves the law as it is, and its halves share what led to it.',
    NotHalved,
  ),
  memoryBug('split-same-way', 'The halves of a node that is split are moved the same way.', APART, SameWay),
  memoryBug('split-without-noise', 'The halves of a node that is split stay equal.', APART, WithoutNoise),
];
