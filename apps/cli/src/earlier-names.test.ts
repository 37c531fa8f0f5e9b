import 'reflect-metadata';
import { type Binder, tokenOf } from '@pomdp-gym/contracts';
import { parseStudy, runEvents, runsOf } from '@pomdp-gym/experiment';
import { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { lastValueFrom } from 'rxjs';
import { kinds } from './kinds.js';
import { type LearningAgent, learningAgents, oneForEachId } from './learning-agents.test.support.js';
import { shippedPlugins } from './shipped-plugins.js';

/** Keeps its warnings. */
class WarningRegistry extends Registry {
  readonly warnings: string[] = [];

  constructor() {
    super(kinds);
    for (const plugin of shippedPlugins) this.offer(plugin);
  }

  protected override warn(warning: string): void {
    this.warnings.push(warning);
  }
}

/** Runs an agent for a few steps. */
async function run(registry: Registry, environment: string, agent: LearningAgent): Promise<void> {
  const study = parseStudy({
    environments: [environment],
    agents: [{ ...agent, steps: 50 }],
    seeds: [1],
    budget: 200,
    evaluation: { steps: 1000, exactStates: 0 },
  });
  await lastValueFrom(runEvents(runsOf(study)[0]!, registry));
}

describe('Shipped plugins', function () {
  this.timeout(240_000);

  for (const environment of ['Tiger-v0', 'CartPole-v1', 'Pendulum-v1']) {
    it(`use no name of an earlier version when they learn in ${environment}`, async () => {
      const registry = new WarningRegistry();
      const problem = registry.create('environment', { id: environment, options: {} });
      const agents = oneForEachId(learningAgents(registry, problem));
      expect(agents.length).to.be.greaterThan(2);
      for (const agent of agents) await run(registry, environment, agent);
      expect(registry.warnings.filter((warning) => warning.includes('earlier version'))).to.deep.equal([]);
    });
  }

  it('are held to a registry that warns of a policy with begin', async () => {
    const registry = new WarningRegistry();
    const { spec } = registry.get('policy', 'uniform');
    const earlier = { ...spec, id: 'earlier', create: () => ({ begin: () => undefined, act: () => 0 }) };
    await registry.load(
      { id: 0, load: (binder: Binder) => void binder.bind(tokenOf('policy')).toConstantValue(earlier) },
      'the tests',
    );
    await run(registry, 'Tiger-v0', { name: 'earlier', policy: 'earlier' });
    expect(registry.warnings).to.deep.equal([
      'The plugin the tests uses names of an earlier version: begin (now reset). They still work; docs/renames.md lists all.',
    ]);
  });
});
