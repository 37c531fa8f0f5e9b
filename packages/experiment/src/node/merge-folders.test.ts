import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { lastValueFrom } from 'rxjs';
import { coinRegistry } from '../run/coin.test.support.js';
import { inProcessExecutor } from '../executors/in-process-executor.js';
import { runStudy } from '../results/run-study.js';
import { completeStudy } from '../study/complete-study.js';
import { parseStudy } from '../study/read-study.js';
import { Cells } from './cells.js';
import { chainHash } from './chain-hash.js';
import { checkedLine } from './checked-line.js';
import { incidentsIn } from './incidents.js';
import { mergeFolders } from './merge-folders.js';
import { ResultsFolder } from './results-folder.js';

const written = {
  environments: ['Coin-v0'],
  agents: [{ policy: 'logit', learner: 'online' }, { policy: 'ones' }],
  seeds: 3,
  budget: 300,
};
const provenance = { versions: { 'pomdp-gym': '1.0.0' }, build: 'b', plugins: [], files: {} };

describe('mergeFolders', () => {
  let registry: Registry;
  let home: string;
  before(async () => {
    registry = await coinRegistry();
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-merge-'));
    await done('whole', () => true);
    for (const i of [0, 1]) await done(`part-${i}`, (run) => run % 2 === i);
  });
  after(() => rmSync(home, { recursive: true }));

  const at = (name: string) => join(home, name);
  const text = (name: string, file = 'runs.jsonl') => readFileSync(join(home, name, file), 'utf8');

  /** Does a part of a study in a folder. */
  async function done(
    name: string,
    isWanted: (run: number) => boolean,
    changed: object = {},
    program = 'p',
  ): Promise<void> {
    const study = completeStudy(parseStudy({ ...written, ...changed }), registry);
    const cells = new Cells(study, { registry, program, pluginDigest: () => 'd', files: {} });
    const folder = ResultsFolder.open(at(name), study, provenance, (run) => cells.idOf(run));
    folder.write('cells.json', cells.text());
    const executor = inProcessExecutor(registry, () => 0, chainHash);
    await lastValueFrom(runStudy(study, executor, folder, [], isWanted));
  }

  it('makes the folder of a single thread, to the bit, and merging again changes nothing', () => {
    const parts = [at('part-1'), at('part-0')];
    expect(mergeFolders(parts, at('all')).added).to.equal(6);
    const files = ['runs.jsonl', 'study.yaml', 'cells.json', 'provenance.json'];
    const all = () => files.map((file) => text('all', file));
    expect(all()).to.deep.equal(files.map((file) => text('whole', file)));
    expect(mergeFolders([...parts, at('all')], at('all')).added).to.equal(0);
    expect(all()).to.deep.equal(files.map((file) => text('whole', file)));
  });

  it('merges what there is, and leaves out a line that is cut short', () => {
    mergeFolders([at('part-1')], at('some'));
    appendFileSync(join(at('some'), 'runs.jsonl'), '{"run":0,"envir');
    expect(mergeFolders([at('some')], at('others')).added).to.equal(3);
    expect(mergeFolders([at('part-0')], at('others')).added).to.equal(3);
    expect(text('others')).to.equal(text('whole'));
  });

  it('keeps both results of a run that differ, and says so each time', () => {
    const [line = ''] = text('part-0').split('\n');
    const { origin, ...value } = JSON.parse(line.replace(/,"check":"\w+"/, '')) as { origin: string };
    mergeFolders([at('part-0')], at('odd'));
    writeFileSync(
      join(at('odd'), 'runs.jsonl'),
      `${checkedLine({ ...value, averageReward: 0.123 }, origin)}\n${text('odd').split('\n').slice(1).join('\n')}`,
    );
    for (let i = 0; i < 2; i++) {
      const { folder } = mergeFolders([at('part-0'), at('odd'), at('part-1')], at('both'));
      expect(
        folder.incidents.map(({ record: { run, averageReward } }) => [run, averageReward]),
      ).to.deep.equal([[0, 0.123]]);
      expect(text('both')).to.equal(text('whole'));
    }
    mergeFolders([at('both')], at('on'));
    expect(incidentsIn(at('on'))).to.have.length(1);
  });

  it('refuses another study, other code, a changed line and a folder without results', async () => {
    await done('longer', (run) => run === 0, { budget: 400 });
    await done('newer', (run) => run === 0, {}, 'q');
    const refused = (name: string) => expect(() => mergeFolders([at('part-0'), at(name)], at('refused')));
    refused('longer').to.throw(
      /longer holds the results of another study than .*: its budget is 400, and 300 here/,
    );
    refused('newer').to.throw(
      /newer was made by other code or other data than .*: the program of .* differs/,
    );
    refused('nowhere').to.throw(/There is no folder .*nowhere/);
    mergeFolders([at('part-1')], at('changed'));
    writeFileSync(join(at('changed'), 'runs.jsonl'), text('changed').replace('"seed":1', '"seed":2'));
    refused('changed').to.throw(/changed\/runs.jsonl:\d: This line was changed/);
  });
});
