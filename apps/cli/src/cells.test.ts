import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import 'reflect-metadata';
import { contentDigest } from '@pomdp-gym/registry/node';
import { expect } from 'chai';
import { type Answer, answer } from './answer.test.support.js';
import { holdRuns } from './hold-runs.test.support.js';

const main = fileURLToPath(new URL('../bin/pomdp-gym.js', import.meta.url));
const whole = readFileSync(new URL('../studies/five-by-six.yaml', import.meta.url), 'utf8');
/** Two environments of the shipped study and its six agents, with runs so short that all of it takes seconds. */
const study = whole
  .replace(', CheeseMaze-v0, LoadUnload-v0, FourByThree-v0', '')
  .replace('budget: 5000', 'budget: 600')
  .replace('steps: 10000', 'steps: 1000')
  .replace('episodes: 100', 'episodes: 5')
  .replace('seeds: 20', 'seeds: 2');
const [ENVIRONMENTS, AGENTS] = [2, 6];

interface Line {
  readonly run: number;
  readonly agent: string;
  readonly seed: number;
  readonly averageReward: number;
  readonly origin: string;
}

describe('compare and its cells', function () {
  this.timeout(600_000);
  const origin = process.cwd();
  let home: string;
  before(() => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-cells-'));
    process.chdir(home);
    writeFileSync('study.yaml', study);
    writeFileSync('more.yaml', more);
  });
  after(() => {
    process.chdir(origin);
    rmSync(home, { recursive: true });
  });

  /** Two more seeds, one more agent in the middle of the list. */
  const more = study
    .replace('seeds: 2', 'seeds: 4')
    .replace(
      '  - { name: QMDP',
      '  - { name: slow OLPOMDP, policy: softmax, learner: "olpomdp:beta=.5" }\n  - { name: QMDP',
    );
  const shared = ['--workers', '1', '--bracket', '0'];
  const compare = (...args: string[]) => answer('compare', ...args, ...shared);
  const text = (folder: string) => readFileSync(join(folder, 'runs.jsonl'), 'utf8');
  const linesOf = (folder: string) =>
    text(folder)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
  const count = (folder: string) =>
    existsSync(join(folder, 'runs.jsonl')) ? text(folder).split('\n').length - 1 : 0;

  /** Begins the study in a process of its own, which goes no further than so many runs, and kills it once it has kept these. */
  async function killAt(runs: number, folder: string): Promise<void> {
    const hold = holdRuns(home, runs - count(folder));
    const child = spawn(process.execPath, [
      ...[main, 'compare', 'study.yaml', '--out', folder, ...shared, ...hold],
    ]);
    const closed = once(child, 'close');
    while (count(folder) < runs && child.exitCode === null) await pause(2);
    child.kill('SIGKILL');
    await closed;
  }

  /** Removes a folder that a try before this one wrote. */
  const anew = (folder: string) => rmSync(folder, { recursive: true, force: true });
  const finished = ({ code, err }: Answer) => expect(code, err).to.equal(0);
  const runs = ENVIRONMENTS * AGENTS * 2;

  it('end with the same bits after three kills as in one go', async () => {
    ['whole', 'killed'].forEach(anew);
    finished(await compare('study.yaml', '--out', 'whole'));
    expect(linesOf('whole')).to.have.length(runs);
    for (const kept of [3, 10, 17]) {
      await killAt(kept, 'killed');
      expect(count('killed')).to.equal(kept);
    }
    finished(await compare('study.yaml', '--out', 'killed'));
    expect(text('killed')).to.equal(text('whole'));
  });

  it('grow with their study: of two more seeds and one more agent only the new runs are done', async () => {
    anew('grown');
    cpSync('whole', 'grown', { recursive: true });
    const grown = await compare('more.yaml', '--out', 'grown');
    finished(grown);
    const all = ENVIRONMENTS * (AGENTS + 1) * 4;
    expect(grown.err).to.include(`${runs} of ${all} runs are done already, in grown.`);
    const before = new Map(linesOf('whole').map((line) => [line.origin, line]));
    const after = linesOf('grown');
    expect(after.map(({ run }) => run)).to.deep.equal(Array.from({ length: all }, (_, run) => run));
    expect(after.filter((line) => before.has(line.origin))).to.have.length(runs);
    for (const { run, ...line } of after) {
      const known = before.get(line.origin);
      if (known)
        expect({ ...known, run, check: undefined }).to.deep.equal({ ...line, run, check: undefined });
    }
  });

  it('are taken from another folder, and end with the same bits as if done there', async () => {
    anew('elsewhere');
    const elsewhere = await compare('more.yaml', '--out', 'elsewhere', '--reuse', 'grown');
    finished(elsewhere);
    expect(elsewhere.err).to.equal('56 runs are taken from grown.\n');
    expect(text('elsewhere')).to.equal(text('grown'));
  });

  it('refuse a folder with runs that the study has not, and say all that differs', async () => {
    writeFileSync('other.yaml', study.replace('budget: 600', 'budget: 500').replace('seeds: 2', 'seeds: 1'));
    const { code, err } = await compare('other.yaml', '--out', 'grown');
    expect(code).to.equal(2);
    expect(err).to.include('grown holds the results of another study: its budget is 600, and 500 here; ');
    expect(err).to.include(
      'it has the agent slow OLPOMDP, which is not here; it has the seeds 2, 3, 4, which are not here',
    );
    expect(err).to.include('--reuse grown takes the runs that both share');
  });

  it('stand in an index, with what is done', async () => {
    const { out } = await answer('results', '.', '--json');
    const { results } = JSON.parse(out) as { results: { folder: string; done: number; runs: number }[] };
    expect(results.map(({ folder, done, runs: of }) => [folder, done, of])).to.have.deep.members([
      ...[
        ['whole', 24, 24],
        ['killed', 24, 24],
        ['grown', 56, 56],
        ['elsewhere', 56, 56],
      ],
    ]);
    const { out: table } = await answer('results', '.');
    expect(table).to.match(
      /five problems, six agents +20\d\d-\d\d-\d\d \d\d:\d\d +ThreeState-v0, Tiger-v0 .* 24 of 24 +0 +whole/,
    );
  });

  it('are verified to the bit, all of them or a part', async () => {
    const all = await answer('verify', 'whole', '--workers', '1');
    expect(all.out).to.equal('24 of 24 runs come out as they are written, to the bit.\n');
    const part = await answer('verify', 'grown', '--share', '5%', '--workers', '1', '--json');
    expect(JSON.parse(part.out)).to.deep.equal({
      ...{
        folder: 'grown',
        computed: 3,
        faults: [],
        timedOut: 0,
        otherCells: 0,
        missing: 0,
        provenance: null,
      },
    });
    expect(part.code).to.equal(0);
  });

  it('are found out by one digit that is changed, whether or not its check is made to fit', async () => {
    anew('spoilt');
    cpSync('whole', 'spoilt', { recursive: true });
    const lines = text('whole').trimEnd().split('\n');
    const spoil = (line: string) => line.replace(/"averageReward":(-?\d\.\d*)\d/, '"averageReward":$15');
    const forged = (line: string) => {
      const body = `${spoil(line).replace(/,"check":"\w+"\}$/, '')}}`;
      return `${body.slice(0, -1)},"check":"${contentDigest(body).slice(0, 8)}"}`;
    };
    const place = lines.findIndex((line) => spoil(line) !== line);
    const changed = lines.map((line, i) =>
      i === place ? forged(line) : i === place + 1 ? line.replace(/"seed":\d/, '"seed":9') : line,
    );
    writeFileSync(join('spoilt', 'runs.jsonl'), `${changed.join('\n')}\n`);
    const { code, out } = await answer('verify', 'spoilt', '--workers', '1');
    expect(code).to.equal(1);
    expect(out).to.match(
      new RegExp(`runs.jsonl:${place + 1}: averageReward is \\S+5 there, and \\S+ computed again`),
    );
    expect(out).to.include(`runs.jsonl:${place + 2}: This line was changed after it was written`);
    expect(out).to.include('22 of 23 runs come out');
  });
});
