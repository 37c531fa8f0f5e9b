import 'reflect-metadata';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseStudy, recordOf, type RunRecord, runsOf, runState, waiting } from '@pomdp-gym/experiment';
import { expect } from 'chai';
import { openRegistry } from '../open-registry.js';
import { type Found, findResults } from './find-results.js';

/** Their sum ends in other digits in another order: (.1 + .2) + .3 > (.3 + .2) + .1. */
const rewards = [0.1, 0.2, 0.3];

describe('findResults', () => {
  const home = mkdtempSync(join(tmpdir(), 'pomdp-gym-found-'));
  after(() => rmSync(home, { recursive: true }));

  const study = parseStudy({
    environments: ['ThreeState-v0'],
    agents: [{ policy: 'uniform' }],
    seeds: rewards.length,
    budget: 10,
  });
  const records = runsOf(study).map((description, run): RunRecord => {
    const averageReward = rewards[run] ?? 0;
    const finished = { kind: 'finished', steps: 10, ended: 'budget', exact: true } as const;
    const event = { ...finished, averageReward, halfWidth: 0, evaluationSteps: 0 };
    const record = recordOf(run, description, runState(waiting, event));
    return { ...record, curve: [[0, averageReward]] };
  });

  const found = async (order: readonly RunRecord[]): Promise<Found> => {
    const timings = () => new Map<number, number>();
    const folder = { path: home, records: new Map(order.map((each) => [each.run, each])), timings };
    return findResults(study, study, folder, await openRegistry([], home), { backups: 0 });
  };

  it('has the same bits in whichever order the runs ended', async () => {
    writeFileSync(join(home, 'study.yaml'), '');
    const expected = await found(records);
    expect(expected.results[0]?.mean).to.equal((0.1 + 0.2 + 0.3) / 3);
    expect(expected.page.sections.flatMap(({ figures = [] }) => figures)).to.not.be.empty;
    expect(await found(records.toReversed())).to.deep.equal(expected);
  });
});
