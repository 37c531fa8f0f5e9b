import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { lastValueFrom, take } from 'rxjs';
import { coinRegistry } from './coin.test.support.js';
import type { Executor } from './executor.js';
import { inProcessExecutor } from './in-process-executor.js';
import { parseStudy, readStudy } from './read-study.js';
import type { Provenance } from './lines-folder.js';
import { ResultsFolder } from './results-folder.js';
import { runStudy } from './run-study.js';
import { runsOf } from './study.js';
import { workerExecutor } from './worker-executor.js';

const study = parseStudy({
  environments: ['Coin-v0', 'HandmadeCoin-v0'],
  agents: [
    { policy: 'logit', estimator: 'mean-score', optimizer: 'climb', steps: 50 },
    { policy: 'logit', learner: 'online' },
    { name: 'broken', policy: 'logit', estimator: 'mean-score', optimizer: 'climb:ends=throwing', steps: 50 },
  ],
  seeds: 3,
  budget: 300,
});
const runs = runsOf(study).length;
const provenance: Provenance = { versions: { 'pomdp-gym': '1.0.0' }, plugins: [] };

describe('ResultsFolder', () => {
  let registry: Registry;
  let home: string;
  let whole: string;
  before(async () => {
    registry = await coinRegistry();
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-results-'));
    await finish('whole');
    whole = lines('whole');
  });
  after(() => rmSync(home, { recursive: true }));

  const open = (name: string, of = study, by = provenance) => ResultsFolder.open(join(home, name), of, by);
  const lines = (name: string) => readFileSync(join(home, name, 'runs.jsonl'), 'utf8');
  let ticks = 0;
  const inProcess = () => inProcessExecutor(registry, () => ticks++);

  /** Does the next `count` runs, in the order of the study or from its end. */
  async function finish(name: string, count = runs, executor: Executor = inProcess()): Promise<void> {
    const reports = runStudy(study, executor, open(name));
    let done = 0;
    await new Promise<void>((resolve, reject) => {
      const subscription = reports.subscribe({
        next: ({ kind }) => {
          if (kind !== 'done' || ++done < count) return;
          queueMicrotask(() => subscription.unsubscribe());
          resolve();
        },
        error: reject,
        complete: resolve,
      });
    });
  }

  const backwards = (): Executor => ({ execute: (tasks) => inProcess().execute([...tasks].reverse()) });

  it('keeps one line a run, in the order of the runs', () => {
    const records = whole
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { run: number; status: string });
    expect(records.map(({ run }) => run)).to.deep.equal(Array.from({ length: runs }, (_, run) => run));
    expect(records.filter(({ status }) => status === 'failed')).to.have.length(6);
    expect(whole.endsWith('\n')).to.equal(true);
  });

  it('holds the study as it ran, which can be run again, and what made it', () => {
    const text = readFileSync(join(home, 'whole', 'study.yaml'), 'utf8');
    expect(readStudy(text, 'study.yaml').study).to.deep.equal(study);
    expect(JSON.parse(readFileSync(join(home, 'whole', 'provenance.json'), 'utf8'))).to.deep.equal(
      provenance,
    );
    expect(readdirSync(join(home, 'whole')).sort()).to.deep.equal([
      'provenance.json',
      'runs.jsonl',
      'study.yaml',
      'timings.jsonl',
    ]);
  });

  it('knows the wall time of every run', () => {
    expect([...open('whole').timings().keys()].sort((a, b) => a - b)).to.deep.equal([
      ...open('whole').records.keys(),
    ]);
  });

  it('ends with the same bits whatever the order in which runs finish', async () => {
    await finish('backwards', runs, backwards());
    expect(lines('backwards')).to.equal(whole);
  });

  it('ends with the same bits after a stop and a line cut short', async () => {
    await finish('torn', 5, backwards());
    const before = lines('torn');
    expect(before.split('\n')).to.have.length(6);
    const next = whole.split('\n')[2]!;
    appendFileSync(join(home, 'torn', 'runs.jsonl'), next.slice(0, next.length / 2));
    expect(open('torn').records.size).to.equal(5);
    expect(lines('torn')).to.equal(before);
    await finish('torn');
    expect(lines('torn')).to.equal(whole);
  });

  it('does a run again whose whole line lacks only its end', async () => {
    await finish('endless', 5);
    writeFileSync(join(home, 'endless', 'runs.jsonl'), lines('endless').trimEnd());
    expect(open('endless').records.size).to.equal(4);
    await finish('endless');
    expect(lines('endless')).to.equal(whole);
  });

  it('puts in order what a kill left complete but unordered, and does nothing more', async () => {
    await finish('unordered', runs);
    writeFileSync(
      join(home, 'unordered', 'runs.jsonl'),
      `${whole.trimEnd().split('\n').reverse().join('\n')}\n`,
    );
    expect(open('unordered').records.size).to.equal(runs);
    expect(lines('unordered')).to.equal(whole);
    const never: Executor = {
      execute: (tasks) => {
        expect(tasks).to.deep.equal([]);
        return inProcess().execute(tasks);
      },
    };
    await lastValueFrom(runStudy(study, never, open('unordered')).pipe(take(1)), { defaultValue: undefined });
  });

  it('ends with the same bits in two workers as in one thread', async () => {
    const filename = fileURLToPath(new URL('worker.test.support.js', import.meta.url));
    await finish('workers', runs, workerExecutor({ filename, workerData: undefined, workers: 2 }));
    expect(lines('workers')).to.equal(whole);
  });

  const refusals: [string, () => unknown, RegExp][] = [
    [
      'another study',
      () => open('whole', { ...study, budget: 301 }),
      /holds the results of another study .*--out, or remove/,
    ],
    [
      'another version',
      () => open('whole', study, { ...provenance, versions: { 'pomdp-gym': '1.0.1' } }),
      /was begun with other versions or plugins than these \(pomdp-gym 1\.0\.1; see its provenance\.json\)\. Give another/,
    ],
    [
      'other plugins',
      () => open('whole', study, { ...provenance, plugins: ['./mine'] }),
      /was begun with other versions or plugins/,
    ],
  ];
  for (const [what, work, sentence] of refusals) {
    it(`refuses to go on with ${what}`, () => {
      expect(work).to.throw(sentence).with.property('name', 'InputError');
      expect(lines('whole')).to.equal(whole);
    });
  }

  it('refuses a line that is no result, by its number', async () => {
    await finish('spoilt', 2);
    writeFileSync(join(home, 'spoilt', 'runs.jsonl'), `${lines('spoilt')}{"run": 3}\n`);
    expect(() => open('spoilt')).to.throw(
      /runs\.jsonl:3: This is no result of this study\. Remove the line, and it is done again/,
    );
  });

  it('refuses runs without a study', async () => {
    await finish('orphaned', 2);
    rmSync(join(home, 'orphaned', 'study.yaml'));
    expect(() => open('orphaned')).to.throw(/holds runs but no study\.yaml/);
  });
});
