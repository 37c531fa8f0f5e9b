import type { Column, Environment, Observation, Policy, Random, StepBatch } from '@pomdp-gym/contracts';
import { type BatchBuffer, writePoint } from './batch-buffer.js';
import type { Path } from './path.js';
import { STEPS_A_TURN } from './steps-a-turn.js';

/** A path of any environment under any policy, one call of each a step. */
export class GenericPath implements Path {
  readonly stepsATurn = STEPS_A_TURN;
  private observation: Observation | undefined;
  private episodeSteps = 0;

  constructor(
    private readonly environment: Environment,
    private readonly policy: Policy,
    private readonly environmentRandom: Random,
    private readonly policyRandom: Random,
    private readonly episodeLimit: number,
  ) {}

  fill(buffer: BatchBuffer, limit: number): StepBatch {
    let observation = this.observation ?? this.begin();
    const steps = Math.min(limit, this.episodeLimit - this.episodeSteps);
    buffer.ending = 'none';
    let i = 0;
    while (i < steps && buffer.ending === 'none') {
      writePoint(buffer.observations, i, observation);
      if (buffer.memory) this.writeMemory(buffer.memory.before, i);
      const action = this.policy.act(observation);
      writePoint(buffer.actions, i, action);
      if (buffer.memory) this.writeMemory(buffer.memory.after, i);
      const result = this.environment.step(action);
      buffer.rewards[i++] = result.reward;
      buffer.ending = result.ending;
      observation = result.observation;
    }
    buffer.length = i;
    buffer.writeNext(observation);
    this.episodeSteps += i;
    if (buffer.ending === 'none' && this.episodeSteps === this.episodeLimit) buffer.ending = 'truncated';
    this.observation = buffer.ending === 'none' ? observation : undefined;
    return buffer;
  }

  private writeMemory(column: Column, row: number): void {
    const memory = this.policy.memory?.();
    if (memory === undefined) throw new Error('The policy has a memorySpace and no memory(): it needs both.');
    writePoint(column, row, memory);
  }

  private begin(): Observation {
    this.episodeSteps = 0;
    const observation = this.environment.reset(this.environmentRandom);
    this.policy.reset(this.policyRandom);
    return observation;
  }
}
