import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  symlinkSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { lastValueFrom, take, takeWhile, tap } from 'rxjs';
import { stringify } from 'yaml';
import { coinRegistry } from '../run/coin.test.support.js';
import type { Executor } from '../executors/executor.js';
import { inProcessExecutor } from '../executors/in-process-executor.js';
import { parseStudy, readStudy } from '../study/read-study.js';
import type { Provenance } from '../results/provenance.js';
import { chainHash } from './chain-hash.js';
import { ResultsFolder } from './results-folder.js';
import { runStudy } from '../results/run-study.js';
import type { RunDescription } from '@pomdp-gym/contracts';
import { runsOf, type Study } from '../study/study.js';
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
const provenance: Provenance = {
  versions: { 'pomdp-gym': '1.0.0' },
  build: 'b',
  plugins: [],
  files: {},
};

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
  const inProcess = () => inProcessExecutor(registry, () => ticks++, chainHash);

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

  it('drops a line cut short and not a byte more, where names are longer in bytes than in characters', async () => {
    const named = parseStudy({
      environments: [{ name: 'Münze 🪙 «à côté»', id: 'Coin-v0' }],
      agents: [{ name: 'nütze', policy: 'logit' }],
      seeds: 3,
    });
    const folder = open('münze', named);
    await lastValueFrom(runStudy(named, inProcess(), folder).pipe(takeWhile(() => folder.records.size < 2)));
    const before = lines('münze');
    expect(before.split('\n')).to.have.length(3);
    appendFileSync(join(home, 'münze', 'runs.jsonl'), '{"run":2,"environment":"Mü');
    expect(open('münze', named).records.size).to.equal(2);
    expect(lines('münze')).to.equal(before);
  });

  it('drops a wall time cut short, so that the next has a line of its own', async () => {
    await finish('late', 3);
    const file = join(home, 'late', 'timings.jsonl');
    appendFileSync(file, '{"number":7,"sec');
    await finish('late');
    expect([...open('late').timings().keys()].sort((a, b) => a - b)).to.deep.equal([
      ...open('late').records.keys(),
    ]);
  });

  it('goes on with the same study in another order of keys, and leaves its file as it is', async () => {
    await finish('reordered', 2);
    const file = join(home, 'reordered', 'study.yaml');
    const reordered = Object.fromEntries(Object.entries(study).reverse()) as unknown as Study;
    const text = readFileSync(file, 'utf8');
    expect(stringify(reordered)).to.not.equal(text);
    expect(open('reordered', reordered).records.size).to.equal(2);
    expect(readFileSync(file, 'utf8')).to.equal(text);
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

  it('ends with the same bits in two workers as in one thread', async function () {
    this.timeout(240_000);
    const filename = fileURLToPath(new URL('worker.test.support.js', import.meta.url));
    await finish('workers', runs, workerExecutor({ filename, workerData: undefined, workers: 2 }));
    expect(lines('workers')).to.equal(whole);
  });

  const refusals: [string, () => unknown, RegExp][] = [
    [
      'another study',
      () => open('whole', { ...study, budget: 301 }),
      /holds the results of another study: its budget is 300, and 301 here \(see its study\.yaml\)\. .*--out, where --reuse .*whole takes the runs that both share, or remove/,
    ],
  ];
  for (const [what, work, sentence] of refusals) {
    it(`refuses to go on with ${what}`, () => {
      expect(work).to.throw(sentence).with.property('name', 'InputError');
      expect(lines('whole')).to.equal(whole);
    });
  }

  it('does the runs again that other code made, and no others, and ends with the same bits', async () => {
    await finish('edited');
    const first = lines('edited');
    const edited = (run: RunDescription) => (run.environment.name === 'Coin-v0' ? 'new' : provenance.build);
    const folder = ResultsFolder.open(join(home, 'edited'), study, provenance, edited);
    expect([folder.stale, folder.records.size]).to.deep.equal([runs / 2, runs / 2]);
    const again: number[] = [];
    await lastValueFrom(
      runStudy(study, inProcess(), folder).pipe(
        tap((report) => report.kind === 'done' && again.push(report.record.run)),
      ),
    );
    expect(again).to.deep.equal(
      runsOf(study).flatMap(({ environment }, i) => (environment.name === 'Coin-v0' ? [i] : [])),
    );
    expect(ResultsFolder.open(join(home, 'edited'), study, provenance, edited).stale).to.equal(0);
    const withoutOrigin = (text: string) => text.replace(/"origin":"\w+","check":"\w+"/g, '');
    expect(withoutOrigin(lines('edited'))).to.equal(withoutOrigin(first));
  });

  const more = parseStudy({
    environments: ['Start-v0', 'Coin-v0', 'HandmadeCoin-v0'],
    agents: [...study.agents, { policy: 'ones' }].reverse(),
    seeds: [9, 1, 2, 3],
    budget: 300,
  });
  const all = runsOf(more).length;

  it('grows with its study: the runs that it has get the numbers they have now, and only the others are done', async () => {
    await finish('grown');
    const [kept, seconds] = [open('grown').records, open('grown').timings()];
    const folder = open('grown', more);
    expect(folder.records.size).to.equal(runs);
    for (const [run, { environment, agent, seed, run: own }] of folder.records) {
      const description = runsOf(more)[run]!;
      expect([own, environment, agent, seed]).to.deep.equal([
        ...[run, description.environment.name, description.agent.name, description.seed],
      ]);
      const before = [...kept.values()].find(
        (line) => line.environment === environment && line.agent === agent && line.seed === seed,
      )!;
      expect({ ...folder.records.get(run)!, run: before.run }).to.deep.equal(before);
      expect(folder.timings().get(run)).to.equal(seconds.get(before.run));
    }
    const done: number[] = [];
    await lastValueFrom(
      runStudy(more, inProcess(), folder).pipe(
        tap((report) => report.kind === 'done' && done.push(report.record.run)),
      ),
    );
    expect(done).to.have.length(all - runs);
    await lastValueFrom(runStudy(more, inProcess(), open('at-once', more)));
    expect(lines('grown')).to.equal(lines('at-once'));
    expect(() => open('grown')).to.throw(
      'it has the environment Start-v0, which is not here; it has the agent ones, which is not here; it has the seed 9, which is not here',
    );
  });

  it('takes finished runs from another folder by their cells, under the names they have here', async () => {
    const cellOf = ({ environment, agent, seed }: RunDescription) =>
      chainHash(JSON.stringify([environment.id, agent.learner, agent.optimizer, seed]));
    const renamed = parseStudy({
      environments: [{ name: 'penny', id: 'Coin-v0' }],
      agents: [
        { name: 'mine', policy: 'logit', learner: 'online' },
        {
          name: 'faulty',
          policy: 'logit',
          estimator: 'mean-score',
          optimizer: 'climb:ends=throwing',
          steps: 50,
        },
      ],
      seeds: [2, 3, 4],
      budget: 300,
    });
    const openWith = (name: string, of: Study) =>
      ResultsFolder.open(join(home, name), of, provenance, cellOf);
    await lastValueFrom(runStudy(study, inProcess(), openWith('giving', study)));
    const taking = openWith('taking', renamed);
    expect(taking.takeFrom(join(home, 'giving'))).to.equal(2);
    expect(taking.takeFrom(join(home, 'giving'))).to.equal(0);
    expect(
      [...taking.records.values()].map(({ run, environment, agent, seed }) => [
        run,
        environment,
        agent,
        seed,
      ]),
    ).to.deep.equal([
      ...[
        [0, 'penny', 'mine', 2],
        [1, 'penny', 'mine', 3],
      ],
    ]);
    await lastValueFrom(runStudy(renamed, inProcess(), taking));
    await lastValueFrom(runStudy(renamed, inProcess(), openWith('alone', renamed)));
    expect(lines('taking')).to.equal(lines('alone'));
  });

  it('does runs again that timed out under less patience than there is now', () => {
    const patient = (patience: number) => open('impatient', parseStudy({ ...study, patience }));
    const [record] = open('whole').records.values();
    patient(10).append({ ...record!, status: 'timed out', patience: 10 }, 0);
    expect([patient(10), patient(5), patient(11)].map(({ records }) => records.size)).to.deep.equal([
      1, 1, 0,
    ]);
  });

  it('takes the lines of an earlier version for stale, and does their runs again', async () => {
    await finish('earlier');
    const file = join(home, 'earlier', 'study.yaml');
    expect(ResultsFolder.open(join(home, 'earlier'), study, provenance, () => 'x'.repeat(64)).stale).to.equal(
      runs,
    );
    writeFileSync(file, 'environments: 3');
    expect(() => open('earlier'))
      .to.throw(
        /earlier holds results of a study that cannot be read \(.*\)\. Give another folder with --out\.$/,
      )
      .with.property('name', 'InputError');
  });

  const spoilt: [string, (line: string) => string, RegExp][] = [
    [
      'a changed digit',
      (line) => line.replace(/"seed":(\d)/, '"seed":9'),
      /was changed after it was written/,
    ],
    ['a digit changed in its check', (line) => line.replace(/"check":"./, '"check":"x'), /was changed after/],
    ['no check', (line) => line.replace(/,"check":"\w+"/, ''), /has no check of its digits/],
    ['what is no JSON', () => '{"run": 3', /is no JSON object/],
  ];
  for (const [what, spoil, sentence] of spoilt) {
    it(`refuses a line with ${what}, by its number`, async () => {
      const name = `spoilt-${what.replaceAll(' ', '-')}`;
      await finish(name, 3);
      const [first, second, third] = lines(name).split('\n');
      writeFileSync(join(home, name, 'runs.jsonl'), `${first}\n${spoil(second!)}\n${third}\n`);
      expect(() => open(name)).to.throw(sentence);
      expect(() => open(name)).to.throw(
        /runs\.jsonl:2: This line .*\. Remove the line and repeat the command that wrote it: /,
      );
    });
  }

  it('refuses runs without a study', async () => {
    await finish('orphaned', 2);
    rmSync(join(home, 'orphaned', 'study.yaml'));
    expect(() => open('orphaned')).to.throw(/holds runs but no study\.yaml/);
  });

  const full = '/dev/full';
  const unusable: [string, string, () => unknown, RegExp][] = [
    [
      'is a file',
      'file',
      () => open('file'),
      /file: there is a file of that name\. Give another folder with --out\.$/,
    ],
    ['lies in a file', 'file', () => open('file/below/it'), /below\/it: a part of its path is a file\./],
    [
      'holds a folder where a file should be',
      'x',
      () => open('odd'),
      /odd holds results of a study that cannot be read \(.*it is a folder/,
    ],
    // Node 20's recursive mkdir never comes back from here.
    [
      'is where no folder can be made',
      '/proc/self',
      () => ResultsFolder.open('/proc/none/here', study, provenance),
      /\/proc\/none\/here: no folder can be made there\./,
    ],
  ];
  for (const [what, needed, work, sentence] of unusable) {
    it(`refuses a folder that ${what} in one sentence that names it`, function () {
      if (needed.startsWith('/') && !existsSync(needed)) this.skip();
      writeFileSync(join(home, 'file'), '');
      mkdirSync(join(home, 'odd', 'study.yaml'), { recursive: true });
      expect(work).to.throw(sentence).with.property('name', 'InputError');
    });
  }

  it('says so where no space is left for the next line, and keeps what is there', async function () {
    if (!existsSync(full)) this.skip();
    await finish('full', 2);
    const folder = open('full');
    const before = lines('full');
    const [record] = folder.records.values();
    const file = join(home, 'full', 'runs.jsonl');
    rmSync(file);
    symlinkSync(full, file);
    expect(() => folder.append(record!, 0))
      .to.throw(/full: no space is left there\. Give another folder with --out\.$/)
      .with.property('name', 'InputError');
    rmSync(file);
    writeFileSync(file, before);
    expect(open('full').records.size).to.equal(2);
  });

  it('leaves nothing beside a file that cannot be written', () => {
    const folder = open('whole');
    mkdirSync(join(home, 'whole', 'report.html'));
    expect(() => folder.write('report.html', '<p>')).to.throw(/^Results cannot be kept in .*whole: /);
    expect(existsSync(join(home, 'whole', 'report.html.new'))).to.equal(false);
    rmdirSync(join(home, 'whole', 'report.html'));
  });

  it('writes a file beside the runs whole', () => {
    const folder = open('whole');
    folder.write('report.html', '<p>');
    expect(readFileSync(join(home, 'whole', 'report.html'), 'utf8')).to.equal('<p>');
    rmSync(join(home, 'whole', 'report.html'));
  });
});
