import {
  type DiscountedEstimate,
  type Estimator,
  estimator,
  type GradientTarget,
  InputError,
  type ParametricPolicy,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { addScaled, BatchMeans } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { Centring } from './centring.js';
import { NodeFilter } from './node-filter.js';
import { traceOptions } from './options.js';
import { savedPath, shortestBlock } from './path-estimate.js';
import { TraceSums } from './trace-sums.js';

const options = z.strictObject(traceOptions);

const saved = savedPath.omit({ trace: true, baseline: true }).extend({
  alpha: z.array(z.number()),
  traces: z.array(z.array(z.number())),
});

/**
 * GPOMDP with the memory node integrated out: Δ_T = (1/T) Σ_t r_{t+1} E[z_{t+1} | y_0, u_0, …, y_t, u_t], which `NodeFilter`
 * carries along. What a step pays depends on the nodes through the actions alone, so the mean is that of GPOMDP, ∇_βη, at a
 * smaller variance; where the policy has no memory the two are the same.
 */
class ExpGpomdp implements Estimator {
  readonly target: GradientTarget;
  readonly integratesMemory = true;
  private readonly filter: NodeFilter;
  private readonly sums: TraceSums;
  private readonly centring: Centring;
  private readonly expected: Float64Array;
  private blocks: BatchMeans;

  constructor(
    private readonly settings: z.infer<typeof options>,
    policy: ParametricPolicy,
  ) {
    const { beta, endings } = settings;
    const parameters = policy.parameters.length;
    this.target = { objective: 'average', beta, endings };
    this.filter = new NodeFilter(policy, beta);
    this.sums = new TraceSums({ dimension: parameters, inParameters: (sum) => sum.slice() });
    this.centring = new Centring(endings === 'centred' ? 'once it has ended' : 'never', false);
    this.expected = new Float64Array(parameters);
    this.blocks = this.newBlocks();
  }

  reset(): void {
    this.filter.reset();
    this.sums.reset();
    this.centring.reset();
    this.blocks = this.newBlocks();
  }

  update(batch: StepBatch): void {
    const law = this.filter.law();
    for (let row = 0; row < batch.length; row++) {
      const [seen, done] = [batch.observations.values[row]!, batch.actions.values[row]!];
      this.filter.step(law, seen, done, this.expected);
      this.addStep(batch.rewards[row]!);
    }
    if (batch.ending === 'none') return;
    this.centring.end();
    this.filter.begin(this.settings.endings === 'carry' ? this.expected : undefined);
  }

  estimate(): DiscountedEstimate {
    return { ...this.sums.estimate(this.centring.centred, this.blocks), beta: this.settings.beta };
  }

  save(): unknown {
    const { sums, blocks, centring, filter } = this;
    return { sums: sums.save(), blocks: blocks.save(), centring: centring.save(), ...filter.save() };
  }

  restore(state: unknown): void {
    const { data } = saved.safeParse(state);
    if (!data || !this.filter.restore(data.alpha, data.traces) || !this.sums.restore(data.sums))
      throw new InputError(`This is no estimate that was saved for ${this.expected.length} parameters.`);
    this.centring.restore(data.centring);
    this.blocks.restore(data.blocks);
  }

  private addStep(reward: number): void {
    const { sums, expected } = this;
    addScaled(sums.rewarded, reward, expected);
    if (this.centring.counts) addScaled(sums.counted, 1, expected);
    sums.rewardSum += reward;
    sums.steps += 1;
    this.blocks.take(1, () => sums.inARow());
  }

  private newBlocks(): BatchMeans {
    return new BatchMeans(2 * this.sums.rewarded.length + 1, shortestBlock(this.settings.beta));
  }
}

export const expGpomdp = estimator({
  id: 'exp-gpomdp',
  summary:
    'GPOMDP for a policy with a finite memory, whose nodes are integrated out: the same mean at a smaller variance.',
  options,
  create: (options, policy, critic) => {
    if (critic)
      throw new InputError('The estimator exp-gpomdp takes no critic: leave it out, or take gpomdp.');
    return new ExpGpomdp(options, policy);
  },
});
