import { type Estimator, InputError, type RunDescription } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import { MOST_TOGETHER, type PathEstimate, type PathJob, runPaths } from '@pomdp-gym/training';
import { assemble } from './assemble.js';
import { withGuardedActions } from './guard/guarded-environment.js';
import { actingPart } from './guard/guarded-for.js';
import { heldEstimator } from './guard/held-estimator.js';

type RunJobs = (jobs: readonly PathJob[]) => Promise<readonly PathEstimate[]>;

/** Runs paths of gradients. What a run is made of is made once for all paths of the run that follow one another. */
export class PathRunner {
  private text = '';
  private run: RunJobs | undefined;

  /** @param onBatch called at every batch: the path goes on. */
  constructor(
    private readonly registry: Registry,
    private readonly onBatch: () => void,
  ) {}

  /** Throws an InputError where the agent climbs by no gradients. */
  estimate(description: RunDescription, jobs: readonly PathJob[]): Promise<readonly PathEstimate[]> {
    const text = JSON.stringify(description);
    if (!this.run || text !== this.text) this.run = this.assembled(description);
    this.text = text;
    return this.run(jobs);
  }

  private assembled(description: RunDescription): RunJobs {
    const { agent, environment } = assemble(description, this.registry);
    if (agent.kind !== 'ascending')
      throw new InputError(`The agent ${description.agent.name} climbs by no gradients.`);
    const { seed, batchSize, episodeLimit } = description;
    const held = (estimator: Estimator) =>
      heldEstimator(estimator, agent.policy, description.agent, { onBatch: this.onBatch });
    const settings = {
      environment: withGuardedActions(environment, agent.policy, actingPart(description.agent)),
      policy: agent.policy,
      estimators: Array.from({ length: MOST_TOGETHER }, () => held(agent.estimatorFor(agent.policy))),
      seed,
      batchSize,
      ...(episodeLimit !== undefined && { episodeLimit }),
    };
    return (jobs) => runPaths(jobs, settings);
  }
}
