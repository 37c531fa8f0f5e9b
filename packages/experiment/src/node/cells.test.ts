import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { coinRegistry } from '../run/coin.test.support.js';
import { completeStudy } from '../study/complete-study.js';
import { parseStudy } from '../study/read-study.js';
import { runsOf } from '../study/study.js';
import { Cells, type CellSettings } from './cells.js';

const written = {
  environments: [{ name: 'coin', id: 'Coin-v0' }],
  agents: [{ name: 'learner', policy: 'logit', learner: 'online:rate=.2' }],
  seeds: [5],
  budget: 300,
};

describe('Cells', () => {
  let registry: Registry;
  before(async () => {
    registry = await coinRegistry();
  });

  /** The id of the first run. */
  const idOf = (changed: object = {}, settings: Partial<CellSettings> = {}): string => {
    const study = completeStudy(parseStudy({ ...written, ...changed }), registry);
    const cells = new Cells(study, {
      registry,
      program: 'p',
      pluginDigest: () => 'd',
      files: {},
      ...settings,
    });
    return cells.idOf(runsOf(study)[0]!);
  };

  it('have an id of 64 digits, the same whatever things are called, who else runs, and how patient a study is', () => {
    const id = idOf();
    expect(id).to.match(/^[0-9a-f]{64}$/);
    expect(idOf({ name: 'another', patience: 3, normalizeFrom: 'learner', plugins: ['./x'] })).to.equal(id);
    expect(idOf({ environments: ['Coin-v0'] })).to.equal(id);
    expect(idOf({ agents: [{ ...written.agents[0], name: 'x' }, { policy: 'ones' }] })).to.equal(id);
    expect(idOf({ seeds: [5, 6, 7] })).to.equal(id);
    expect(idOf({ metrics: ['average-reward'] })).to.equal(id);
  });

  it('have their options filled in: a default that is written is the same cell', () => {
    const agents = (learner: string) => ({ agents: [{ policy: 'logit', learner }] });
    expect(idOf(agents('online'))).to.equal(idOf(agents('online:rate=.1')));
  });

  const changes: [string, object, Partial<CellSettings>?][] = [
    ['seed', { seeds: [6] }],
    ['budget', { budget: 301 }],
    ['limit', { budget: { steps: 300, seconds: 2 } }],
    ['limit on episodes', { episodeLimit: 7 }],
    ['evaluation', { evaluation: { steps: 1001 } }],
    ['metric', { metrics: ['average-reward', 'discounted-value'] }],
    ['size of batches', { batchSize: 7 }],
    ['option', { agents: [{ policy: 'logit', learner: 'online:rate=.3' }] }],
    ['environment with the same spaces', { environments: ['Start-v0'] }],
    ['wrapper', { environments: [{ id: 'Coin-v0', wrappers: ['scaled'] }] }],
    ['program', {}, { program: 'q' }],
    ['plugin', {}, { pluginDigest: () => 'e' }],
  ];
  for (const [what, changed, settings] of changes)
    it(`are others for another ${what}`, () => expect(idOf(changed, settings)).not.to.equal(idOf()));

  it('hold what a file holds in place of its path', () => {
    const tracked = (path: string, digest: string) => {
      const study = parseStudy({ ...written, environments: [{ id: 'Coin-v0', options: { path: [path] } }] });
      const settings = { registry, program: 'p', pluginDigest: () => 'd', files: { [path]: digest } };
      const cells = new Cells(
        { ...study, environments: [{ ...study.environments[0]!, options: {} }] },
        settings,
      );
      const run = {
        ...runsOf(study)[0]!,
        agent: { ...study.agents[0]!, learner: { id: 'online', options: { path } } },
      };
      return cells.idOf({ ...run, environment: { ...run.environment, options: {} } });
    };
    expect(tracked('/here/a.POMDP', '1')).to.equal(tracked('there/b.POMDP', '1'));
    expect(tracked('/here/a.POMDP', '1')).not.to.equal(tracked('/here/a.POMDP', '2'));
  });
});
