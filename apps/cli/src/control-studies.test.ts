import 'reflect-metadata';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkStudy, type ComparedResult, readStudy } from '@pomdp-gym/experiment';
import { expect } from 'chai';
import { answer } from './answer.test.support.js';
import { openRegistry } from './open-registry.js';

function studyIn(file: string) {
  return readStudy(readFileSync(new URL(`../studies/${file}`, import.meta.url), 'utf8'), file);
}

/** The same study with one seed and fewer steps. JSON is YAML. */
function small(file: string, budget: number): string {
  const { study } = studyIn(file);
  const discounted = { ...study.evaluation.discounted, episodes: 50 };
  return JSON.stringify({
    ...study,
    seeds: [1],
    budget,
    evaluation: { ...study.evaluation, steps: 1000, discounted },
  });
}

describe('the studies of control', function () {
  this.timeout(240_000);
  const home = mkdtempSync(join(tmpdir(), 'pomdp-gym-study-'));
  const origin = process.cwd();
  before(() => process.chdir(home));
  after(() => {
    process.chdir(origin);
    rmSync(home, { recursive: true });
  });

  for (const file of ['cart-pole.yaml', 'cart-pole-positions.yaml', 'pendulum.yaml']) {
    it(`${file} can begin as it stands, with 20 seeds`, async () => {
      const { study, place } = studyIn(file);
      checkStudy(study, await openRegistry([], origin), place);
      expect(study.seeds).to.have.length(20);
    });
  }

  for (const [file, budget] of [
    ['cart-pole.yaml', 10_000],
    ['cart-pole-positions.yaml', 20_000],
  ] as const) {
    it(`${file} in short: PPO balances at least twice as long as pushes at random`, async () => {
      writeFileSync(file, small(file, budget));
      const { code, out } = await answer(
        ...['compare', file, '--workers', '1', '--bracket', '0', '--out', `of ${file}`, '--json'],
      );
      expect(code).to.equal(0);
      const { results } = JSON.parse(out) as { results: ComparedResult[] };
      const [ppo, uniform] = results.map(({ discounted }) => discounted!.mean);
      // Pushes at random last for 22 steps on average, with a standard deviation of 12: 50 episodes within 8, five errors.
      expect(uniform).to.be.closeTo(22, 8);
      expect(ppo).to.be.above(2 * uniform!);
    });
  }
});
