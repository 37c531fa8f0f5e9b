import type { Random, StepBatch } from '@pomdp-gym/contracts';
import { type ModelSampler, observationCount } from '@pomdp-gym/models';
import { drawStartNode, findOutcome, writeThresholds } from '@pomdp-gym/numerics';
import type { BatchBuffer } from './batch-buffer.js';
import type { Moves } from './moves.js';
import type { Path } from './path.js';

/**
 * The loop runs in stretches: V8 replaces a long first call while it runs by code that has not seen the way out of the
 * loop, and then drops back to slow code at the end of every call. Many short calls are compiled well.
 */
const STRETCH = 256;

/**
 * A path of a finite model under a finite-state controller over its observations (of one node, for a policy without
 * memory), with no calls but draws in the loop. It takes the same random numbers in the same order as `GenericPath` over
 * the model's environment: the same path, to the bit. The policy's law is read for every batch, so θ may change
 * between batches.
 */
export class TabularKernel implements Path {
  private thresholds = new Float64Array(0);
  /** What the thresholds were made from. */
  private read: Moves | undefined;
  /** s_t, −1 where the next step begins an episode. */
  private state = -1;
  private observation = -1;
  /** m_t */
  private node = 0;
  private episodeSteps = 0;

  constructor(
    private readonly sampler: ModelSampler,
    private readonly moves: () => Moves,
    private readonly environmentRandom: Random,
    private readonly policyRandom: Random,
    private readonly episodeLimit: number,
  ) {}

  fill(buffer: BatchBuffer, limit: number): StepBatch {
    const moves = this.readPolicy();
    if (this.state < 0) this.begin(moves);
    const steps = Math.min(limit, this.episodeLimit - this.episodeSteps);
    buffer.length = 0;
    buffer.ending = 'none';
    while (buffer.length < steps && buffer.ending === 'none') {
      this.run(buffer, moves, Math.min(buffer.length + STRETCH, steps));
    }
    buffer.next = this.observation;
    this.episodeSteps += buffer.length;
    if (buffer.ending === 'none' && this.episodeSteps === this.episodeLimit) buffer.ending = 'truncated';
    if (buffer.ending !== 'none') this.state = -1;
    return buffer;
  }

  private begin({ start }: Moves): void {
    this.episodeSteps = 0;
    this.state = this.sampler.drawStart(this.environmentRandom);
    this.observation = this.sampler.drawInitialObservation(this.state, this.environmentRandom);
    this.node = drawStartNode(start, this.policyRandom);
  }

  private readPolicy(): Moves {
    const moves = this.moves();
    if (moves === this.read) return moves;
    const { nodes, observations, actions, probabilities } = moves;
    const { model } = this.sampler;
    if (observations !== observationCount(model) || actions !== model.actions) {
      throw new RangeError(
        `The policy is over ${observations} observations and ${actions} actions, ` +
          `the environment has ${observationCount(model)} and ${model.actions}.`,
      );
    }
    const width = actions * nodes;
    const size = nodes * observations * width;
    if (this.thresholds.length !== size) this.thresholds = new Float64Array(size);
    for (let row = 0; row < size; row += width) {
      writeThresholds(probabilities, row, row + width, this.thresholds);
    }
    this.read = moves;
    return moves;
  }

  /** Adds steps to the buffer up to `limit`. Everything the loop touches is a local: field reads would be half of its time. */
  private run(buffer: BatchBuffer, { nodes, observations }: Moves, limit: number): void {
    const { thresholds, environmentRandom, policyRandom, sampler } = this;
    const { actions, terminal } = sampler.model;
    const { offsets: nextOffsets, outcomes: successors, thresholds: nextThresholds } = sampler.transitions;
    const {
      offsets: observationOffsets,
      outcomes: emitted,
      thresholds: observationThresholds,
    } = sampler.observationTable;
    const { rewards, observedRewards, shown } = sampler;
    const [observed, acted, earned] = [buffer.observations.values, buffer.actions.values, buffer.rewards];
    const [before, after] = [buffer.memory?.before.values, buffer.memory?.after.values];
    const width = actions * nodes;
    let [s, y, m] = [this.state, this.observation, this.node];
    let seen = m * observations;
    let ended = false;
    let i = buffer.length;
    while (i < limit && !ended) {
      const policyRow = (seen + y) * width;
      const move = findOutcome(thresholds, policyRow, policyRow + width, policyRandom.uint32()) - policyRow;
      const u = nodes === 1 ? move : Math.floor(move / nodes);
      const from = s * actions + u;
      let k = nextOffsets[from]!;
      const nextEnd = nextOffsets[from + 1]!;
      if (nextEnd - k > 1) k = findOutcome(nextThresholds, k, nextEnd, environmentRandom.uint32());
      s = successors[k]!;
      observed[i] = y;
      acted[i] = u;
      earned[i] = rewards[k]!;
      if (before !== undefined) {
        before[i] = m;
        after![i] = m = move - u * nodes;
        seen = m * observations;
      }
      y = shown[k]!;
      if (y < 0) {
        const to = s * actions + u;
        const begin = observationOffsets[to]!;
        const end = observationOffsets[to + 1]!;
        const j = findOutcome(observationThresholds, begin, end, environmentRandom.uint32());
        y = emitted[j]!;
        if (observedRewards !== undefined && observedRewards.offsets[k]! >= 0) {
          earned[i] = observedRewards.values[observedRewards.offsets[k]! + j - begin]!;
        }
      }
      ended = terminal !== undefined && terminal[s] === 1;
      i++;
    }
    this.state = s;
    this.observation = y;
    this.node = m;
    buffer.length = i;
    if (ended) buffer.ending = 'terminated';
  }
}
