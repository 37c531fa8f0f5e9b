import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { answer } from '../answer.test.support.js';
import { eventsOf, eventsUntil, type TakenEvent } from '../studio/events.test.support.js';
import type { StudyProgress } from '@pomdp-gym/experiment';

const MAIN = fileURLToPath(new URL('../main.js', import.meta.url));

/** Three runs that are done at once, and three that take months, so that a study is under way until it is stopped. */
const study = `name: steered
environments: [ThreeState-v0]
agents:
  - { name: uniform, policy: uniform }
  - { name: learner, policy: softmax, learner: olpomdp }
seeds: 3
budget: 1000000000000000
`;

describe('pomdp-gym studio', function () {
  this.timeout(600_000);
  const origin = process.cwd();
  let home: string;
  const children: ChildProcess[] = [];
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-studio-command-'));
    process.chdir(home);
    writeFileSync('study.yaml', study);
    writeFileSync('page.html', '<p>the page</p>');
    symlinkSync('loop', 'loop');
  });
  afterEach(async () => {
    for (const child of children.splice(0)) await end(child, 'SIGKILL');
    process.chdir(origin);
    rmSync(home, { recursive: true });
  });

  const refusals: readonly (readonly [readonly string[], string])[] = [
    [['nowhere', '--page', 'page.html'], 'There is nothing at nowhere'],
    [['loop', '--page', 'page.html'], 'The path loop cannot be read: its symbolic links lead in a circle.'],
    [['study.yaml', '--page', 'none.html'], 'npm run build:studio'],
    [['.', '--start', '--page', 'page.html'], '--start, --out and --workers are for a study'],
    [['page.html', '--page', 'page.html'], 'page.html'],
    [['--port', '70000', '--page', 'page.html'], '65535'],
  ];
  for (const [words, sentence] of refusals)
    it(`refuses ${words.slice(0, 2).join(' ')} with a sentence and exit code 2`, async () => {
      const { code, err } = await answer('studio', ...words);
      expect([code, err.includes(sentence)], err).to.deep.equal([2, true]);
    });

  it('refuses a port that is taken with a sentence and exit code 2', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    const { code, err } = await answer('studio', '--port', port, '--page', 'page.html');
    taken.close();
    expect([code, err]).to.deep.equal([
      2,
      `Port ${port} is in use. Choose another with --port, or leave --port out: a free one is taken.\n`,
    ]);
  });

  it('shows examples', async () => {
    const { code, out } = await answer('studio', '--help');
    expect(code).to.equal(0);
    expect(out).to.include('Examples:').and.include('pomdp-gym studio study.yaml');
  });

  /** Begins the command, and returns its process and what it prints as JSON. */
  async function begin(...words: string[]) {
    const child = spawn(process.execPath, [MAIN, 'studio', ...words, '--page', 'page.html', '--json'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    const [piece] = (await once(child.stdout, 'data')) as [Buffer];
    return { child, ...(JSON.parse(piece.toString()) as { url: string; folders: string[]; study: string }) };
  }

  /** Sends a signal to a process, unless it has ended. Returns its exit code once it has. */
  async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
    if (child.exitCode === null && child.signalCode === null) {
      const exit = once(child, 'exit');
      child.kill(signal);
      await exit;
    }
    return child.exitCode;
  }

  const statusIn = ({ data }: TakenEvent) => JSON.parse(data) as StudyProgress;
  /** A status has an event of its own, or comes with the one that ends what a look at the folder found, where it has changed by then. */
  const isStatus = (fits: (status: StudyProgress) => boolean) => (event: TakenEvent) =>
    (event.event === 'status' || (event.event === 'whole' && event.data !== '')) && fits(statusIn(event));

  /** The first three runs are done, and the fourth is under way. */
  const isInFourth = ({ done, underWay }: StudyProgress) => done === 3 && underWay === 1;

  it('starts, pauses and stops a study, sends each run, and keeps what is done', async () => {
    const { child, url, folders, study: path } = await begin('study.yaml', '--workers', '1', '--out', 'out');
    expect([folders, path]).to.deep.equal([['out'], 'out']);
    const at = (place: string) => url.replace('/?', `/${place}?`);
    const steer = async (action: string) => (await fetch(at(action), { method: 'POST' })).status;
    const events = eventsOf(`${at('events')}&folder=out`);
    const until = (isLast: (event: TakenEvent) => boolean) => eventsUntil(events, isLast);
    await until(isStatus(({ phase, done, runs }) => phase === 'idle' && done === 0 && runs === 6));
    expect(await steer('pause')).to.equal(409);

    expect(await steer('start')).to.equal(200);
    const taken = await until(isStatus(isInFourth));
    const lines = taken.filter(({ event }) => event === 'lines').flatMap(({ data }) => data.split('\n'));
    while (lines.length < 3)
      lines.push(...(await until(({ event }) => event === 'lines')).at(-1)!.data.split('\n'));
    expect(lines.map((line) => (JSON.parse(line) as { run: number }).run)).to.deep.equal([0, 1, 2]);
    expect(await steer('pause')).to.equal(200);
    await until(isStatus((status) => status.phase === 'paused' && isInFourth(status)));

    expect(await steer('start')).to.equal(200);
    await until(isStatus((status) => status.phase === 'running' && isInFourth(status)));
    expect(await steer('stop')).to.equal(200);
    const stopped = statusIn((await until(isStatus(({ phase }) => phase === 'idle'))).at(-1)!);
    expect([stopped.done, stopped.underWay]).to.deep.equal([3, 0]);
    expect(readFileSync('out/runs.jsonl', 'utf8').split('\n')).to.have.length(4);

    await events.return(undefined);
    expect(await end(child, 'SIGINT')).to.equal(0);
  });

  it('keeps what is done where Ctrl-C ends it while a study runs, and compare goes on from there', async () => {
    const { child, url } = await begin('study.yaml', '--start', '--workers', '1', '--out', 'cut');
    const events = eventsOf(`${url.replace('/?', '/events?')}&folder=cut`);
    await eventsUntil(events, isStatus(isInFourth));
    await events.return(undefined);
    expect(await end(child, 'SIGINT')).to.equal(130);
    const kept = readFileSync('cut/runs.jsonl', 'utf8');
    expect(kept.split('\n')).to.have.length(4);
    const flags = ['--bracket', '0', '--workers', '1', '--out', 'cut'];
    const compare = spawn(process.execPath, [MAIN, 'compare', 'study.yaml', ...flags]);
    let said = '';
    for await (const piece of compare.stderr as AsyncIterable<Buffer>) {
      said += piece.toString();
      if (said.includes('runs are done already')) compare.kill('SIGINT');
    }
    expect(said).to.include('3 of 6 runs are done already, in cut.');
    expect(readFileSync('cut/runs.jsonl', 'utf8')).to.equal(kept);
  });
});
