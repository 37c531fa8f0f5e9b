import 'reflect-metadata';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkStudy, type ComparedResult, readStudy } from '@pomdp-gym/experiment';
import { expect } from 'chai';
import { answer } from './answer.test.support.js';
import { openRegistry } from './open-registry.js';

const file = new URL('../studies/tiger-and-hallway.yaml', import.meta.url);
const text = readFileSync(file, 'utf8');

/** The same study, but short: seconds where it takes minutes. JSON is YAML. */
function small(): string {
  const { study } = readStudy(text, 'tiger-and-hallway.yaml');
  const [sarsop, ...others] = study.agents;
  const steps = { direction: 20_000, lineSearch: 20_000 };
  return JSON.stringify({
    ...study,
    environments: study.environments.slice(0, 2),
    agents: [
      { ...sarsop, solver: 'sarsop:trials=4' },
      ...others.map((agent) => (agent.optimizer ? { ...agent, steps } : agent)),
    ],
    seeds: 2,
    budget: 400_000,
    evaluation: { ...study.evaluation, steps: 1000, discounted: { discount: 0.95, episodes: 40 } },
  });
}

describe('the study of Tiger and Hallway', function () {
  this.timeout(240_000);
  const home = mkdtempSync(join(tmpdir(), 'pomdp-gym-study-'));
  const origin = process.cwd();
  before(() => process.chdir(home));
  after(() => {
    process.chdir(origin);
    rmSync(home, { recursive: true });
  });

  it('can begin as it stands', async () => {
    const { study, place } = readStudy(text, 'tiger-and-hallway.yaml');
    checkStudy(study, await openRegistry([], origin), place);
    expect(study.agents).to.have.length(4);
  });

  it('in short: planners with memory above learners without, all on the same episodes, within the bracket', async () => {
    writeFileSync('small.yaml', small());
    const given = ['small.yaml', '--workers', '1', '--bracket', '400', '--out', 'out', '--json'];
    const { code, out } = await answer('compare', ...given);
    expect(code).to.equal(0);
    const { results } = JSON.parse(out) as { results: ComparedResult[] };
    const of = (environment: string) =>
      results.filter((result) => result.environment.startsWith(environment));
    for (const name of ['Tiger', 'Hallway']) {
      const [sarsop, qmdp, memoryless, uniform] = of(name).map(({ discounted }) => discounted!);
      const { lower, upper, criterion } = sarsop!.bracket!;
      expect(criterion).to.equal('discounted');
      expect(lower).to.be.at.most(upper);
      // Means of 80 episodes: the best seen may pass the bracket by chance, but not by half of its own size.
      expect(sarsop!.mean).to.be.at.most(upper + 0.5 * Math.abs(upper));
      expect(sarsop!.mean).to.be.above(Math.max(memoryless!.mean, uniform!.mean));
      expect(memoryless!.mean).to.be.above(uniform!.mean);
      // In Tiger both planners act alike, so equal means, to the bit, say that the episodes are the same.
      if (name === 'Tiger') expect(qmdp!.mean).to.equal(sarsop!.mean);
    }
  });
});
