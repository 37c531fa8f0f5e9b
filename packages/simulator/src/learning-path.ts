import type { Column, Ending, Policy, Random, StepBatch, StepwiseLearner } from '@pomdp-gym/contracts';
import type { ModelSampler } from '@pomdp-gym/models';
import { type BatchBuffer, writePoint } from './batch-buffer.js';
import type { Path } from './path.js';
import { learningStepsATurn } from './steps-a-turn.js';

/**
 * A path of a finite model on which a learner learns from each step as it is made. The batches that it fills have been learnt from. It
 * takes the same random numbers in the same order as `GenericPath` over the model's environment.
 */
export class LearningPath implements Path {
  /** No batch has more. */
  readonly stepsATurn: number;
  private state = 0;
  private observation = 0;
  private begun = false;
  private episodeSteps = 0;
  private readonly drawn = { state: 0, observation: 0, reward: 0 };

  constructor(
    private readonly sampler: ModelSampler,
    private readonly policy: Policy,
    private readonly learner: StepwiseLearner,
    private readonly environmentRandom: Random,
    private readonly policyRandom: Random,
    private readonly episodeLimit: number,
  ) {
    this.stepsATurn = learningStepsATurn(policy, sampler);
  }

  fill(buffer: BatchBuffer, limit: number): StepBatch {
    if (!this.begun) this.begin();
    const { drawn, learner } = this;
    const { observations, actions, rewards } = buffer;
    let ending: Ending = 'none';
    const steps = Math.min(limit, this.stepsATurn);
    let i = 0;
    while (i < steps && ending === 'none') {
      const y = this.observation;
      observations.values[i] = y;
      if (buffer.memory) this.writeMemory(buffer.memory.before, i);
      const action = learner.act(y);
      if (buffer.memory) this.writeMemory(buffer.memory.after, i);
      actions.values[i] = action;
      this.draw(action);
      rewards[i++] = drawn.reward;
      ending = this.endingOf(drawn.state);
      learner.learn(drawn.reward, drawn.observation, ending);
    }
    buffer.length = i;
    buffer.ending = ending;
    buffer.next = this.observation;
    this.begun = ending === 'none';
    return buffer;
  }

  private writeMemory(column: Column, row: number): void {
    writePoint(column, row, this.policy.memory!());
  }

  private begin(): void {
    this.episodeSteps = 0;
    this.state = this.sampler.drawStart(this.environmentRandom);
    this.observation = this.sampler.drawInitialObservation(this.state, this.environmentRandom);
    this.policy.reset(this.policyRandom);
  }

  private draw(action: number): void {
    const { drawn, sampler } = this;
    const { actions } = sampler.model;
    if (action >>> 0 !== action || action >= actions)
      throw new RangeError(`There is no action ${action}; the actions are 0 to ${actions - 1}.`);
    sampler.draw(this.state, action, this.environmentRandom, drawn);
    this.state = drawn.state;
    this.observation = drawn.observation;
  }

  private endingOf(state: number): Ending {
    this.episodeSteps++;
    if (this.sampler.model.terminal?.[state] === 1) return 'terminated';
    return this.episodeSteps === this.episodeLimit ? 'truncated' : 'none';
  }
}
