import type { Ending, Policy, Random, Spaces, StepBatch, TraceAscent } from '@pomdp-gym/contracts';
import { type ModelSampler, observationCount } from '@pomdp-gym/models';
import { XoshiroBlock } from '@pomdp-gym/numerics';
import { type AscentLayout, AscentMemory, bytesToWrite } from './ascent-memory.js';
import { BatchBuffer } from './batch-buffer.js';
import { LANES, PLACES } from './frame-places.js';
import { KeptMemories } from './kept-memories.js';
import type { Path } from './path.js';
import { learningStepsATurn } from './steps-a-turn.js';

/** What such a path is made from. */
export interface AscentTask {
  readonly sampler: ModelSampler;
  readonly policy: Policy;
  readonly ascent: TraceAscent;
  readonly environmentRandom: Random;
  readonly policyRandom: Random;
  /** Steps after which an episode is cut off. */
  readonly episodeLimit: number;
}

/** What an ascent needs in WebAssembly, and whether that is faster than TypeScript. */
export interface PlannedAscent {
  /** The steps from which on it is: they win back what is written before the first one. */
  readonly leastSteps: number;
  /** Undefined where there is no WebAssembly, or no memory left. */
  begin(): AscentPath | undefined;
}

const memories = new KeptMemories<AscentLayout, AscentMemory>((layout) => AscentMemory.for(layout));

/** Steps that win back what a path costs at its beginning, and bytes for which one step more is needed; both as measured. */
const LEAST_STEPS = 256;
const BYTES_A_STEP = 256;

interface Streams {
  readonly environmentWords: XoshiroBlock;
  readonly policyWords: XoshiroBlock;
}

/** A path on which WebAssembly makes the steps and learns from each: that of `LearningPath`, to the bit. */
export class AscentPath implements Path {
  readonly buffer: BatchBuffer;
  /** No batch has more. */
  readonly stepsATurn: number;
  private state = 0;
  private observation = 0;
  private begun = false;
  private episodeSteps = 0;
  /** The environment's stream without blocks: an episode begins with few words, and the kernel goes on behind them. */
  private readonly oneByOne: Pick<Random, 'uint32'>;

  private constructor(
    private readonly task: AscentTask,
    private readonly streams: Streams,
    private readonly memory: AscentMemory,
    spaces: Spaces,
    capacity: number,
  ) {
    this.stepsATurn = learningStepsATurn(task.policy, task.sampler);
    this.buffer = new BatchBuffer(capacity, spaces, memory.columns());
    this.oneByOne = { uint32: () => streams.environmentWords.next() };
  }

  /**
   * Undefined where the model is drawn in two stages, the policy's preferences are not linear, or it fits the model in another way; and
   * where a stream is another one than xoshiro128++.
   */
  static plan(task: AscentTask, spaces: Spaces, capacity: number): PlannedAscent | undefined {
    const layout = layoutOf(task, capacity);
    const streams = streamsOf(task);
    if (!layout || !streams) return undefined;
    return {
      leastSteps: LEAST_STEPS + bytesToWrite(layout, memories.holds(layout)) / BYTES_A_STEP,
      begin: () => {
        const memory = memories.take(layout);
        return memory && new AscentPath(task, streams, memory, spaces, capacity);
      },
    };
  }

  fill(buffer: BatchBuffer, limit: number): StepBatch {
    if (!this.begun) this.begin();
    const steps = Math.min(limit, this.stepsATurn, this.task.episodeLimit - this.episodeSteps);
    this.enter();
    const length = this.memory.kernel.ascend(steps);
    this.leave();
    this.episodeSteps += length;
    buffer.length = length;
    buffer.ending = this.endingNow();
    buffer.next = this.observation;
    this.begun = buffer.ending === 'none';
    if (!this.begun) this.task.ascent.trace.fill(0);
    return buffer;
  }

  end(): void {
    memories.giveBack(this.memory);
  }

  private begin(): void {
    const { sampler, policy, policyRandom } = this.task;
    this.episodeSteps = 0;
    this.state = sampler.drawStart(this.oneByOne);
    this.observation = sampler.drawInitialObservation(this.state, this.oneByOne);
    policy.reset(policyRandom);
  }

  private enter(): void {
    const { streams, memory } = this;
    const { frame } = memory;
    frame[PLACES.from] = this.state * this.task.sampler.model.actions;
    frame[PLACES.shown] = this.observation;
    streams.policyWords.writeState(frame, PLACES.policyWords, LANES);
    streams.environmentWords.writeState(frame, PLACES.environmentWords, LANES);
    memory.enter();
  }

  private leave(): void {
    const { streams, memory } = this;
    const { frame } = memory;
    this.state = frame[PLACES.from]! / this.task.sampler.model.actions;
    this.observation = frame[PLACES.shown]!;
    streams.policyWords.readState(frame, PLACES.policyWords, LANES);
    streams.environmentWords.readState(frame, PLACES.environmentWords, LANES);
    memory.leave();
  }

  private endingNow(): Ending {
    if (this.memory.frame[PLACES.ended] !== 0) return 'terminated';
    return this.episodeSteps === this.task.episodeLimit ? 'truncated' : 'none';
  }
}

function layoutOf({ sampler, policy, ascent }: AscentTask, capacity: number): AscentLayout | undefined {
  const { model, outcomes } = sampler;
  const preferences = ascent.policy.linearPreferences;
  if (!preferences || ascent.policy !== policy || outcomes.kind !== 'joint') return undefined;
  const { features, actions } = preferences;
  if (features.rows !== observationCount(model) || actions !== model.actions) return undefined;
  return { outcomes, preferences, ascent, capacity };
}

function streamsOf({ environmentRandom, policyRandom }: AscentTask): Streams | undefined {
  const [environmentWords, policyWords] = [environmentRandom.block, policyRandom.block];
  const areBoth = environmentWords instanceof XoshiroBlock && policyWords instanceof XoshiroBlock;
  return areBoth && environmentWords !== policyWords ? { environmentWords, policyWords } : undefined;
}
