import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { holdRuns } from './hold-runs.test.support.js';

const main = fileURLToPath(new URL('../bin/pomdp-gym.js', import.meta.url));

const study = ['compare', '--env', 'ThreeState-v0', '--agent', 'softmax+olpomdp', '--agent', 'uniform'];
const settings = ['--seeds', '4', '--budget', '50000'];

interface Result {
  readonly agent: string;
  readonly runs: number;
  readonly mean: number;
}

describe('compare, as a process of its own', function () {
  this.timeout(600_000);
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-compare-'));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  const runsFile = (name: string) => join(home, name, 'runs.jsonl');
  const begin = (...args: string[]) =>
    spawn(process.execPath, [main, ...study, ...settings, ...args], {
      cwd: home,
      env: { ...process.env, NO_COLOR: '1' },
    });

  async function ended(child: ChildProcess): Promise<{ code: number | null; out: string; err: string }> {
    let [out, err] = ['', ''];
    child.stdout?.on('data', (data: Buffer) => (out += data.toString()));
    child.stderr?.on('data', (data: Buffer) => (err += data.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, out, err };
  }

  /** Resolves once a process has written so many runs, or has ended. */
  async function lines(child: ChildProcess, name: string, count: number): Promise<void> {
    const written = () =>
      existsSync(runsFile(name)) ? readFileSync(runsFile(name), 'utf8').split('\n').length - 1 : 0;
    while (written() < count && child.exitCode === null) await pause(5);
  }

  it('ends with the same bits in one process as after Ctrl-C, a kill and a line cut short, with other workers', async () => {
    const whole = await ended(begin('--out', 'whole', '--workers', '2', '--json'));
    expect(whole.code).to.equal(0);
    const { results, ...others } = JSON.parse(whole.out) as { results: Result[] };
    expect(others).to.have.all.keys('study', 'folder', 'pairs'); // the keys that the README documents
    expect(results[0]).to.have.all.keys(
      ...['environment', 'agent', 'runs', 'mean', 'low', 'high', 'interval', 'steps', 'fractionOfOptimum'],
      'failures',
      ...['exact', 'discounted', 'stayed', 'firstStay', 'firstFailure', 'bracket', 'bracketAbsent'],
      ...[
        'metrics',
        'cautions',
        'firstCaution',
        'firstRefusal',
        'mismatch',
        'optimum',
        'optimumDoubt',
        'attainable',
      ],
    );
    expect(results.map(({ agent, runs }) => [agent, runs])).to.deep.equal([
      ['softmax+olpomdp', 4],
      ['uniform', 4],
    ]);
    expect(results[1]?.mean).to.be.closeTo(0.5, 1e-12); // exact: .5 (.2 + .8)
    expect(whole.err).to.include('8 of 8 runs done');

    const held = ['--out', 'parts', '--workers', '1', ...holdRuns(home, 1)];
    const stopped = begin(...held);
    const stopping = ended(stopped);
    await lines(stopped, 'parts', 1);
    stopped.kill('SIGINT');
    const { code, out, err } = await stopping;
    expect([code, out]).to.deep.equal([130, '']);
    expect(err).to.match(
      /Stopped: 1 of 8 runs are done and kept in parts\. The same command goes on from there\.\n$/,
    );

    const killed = begin(...held);
    const killing = ended(killed);
    await lines(killed, 'parts', 2);
    killed.kill('SIGKILL');
    await killing;
    appendFileSync(runsFile('parts'), '{"run":7,"environ');

    const rest = await ended(begin('--out', 'parts', '--workers', '1', '--json'));
    expect(rest.code).to.equal(0);
    expect(rest.err).to.match(/^2 of 8 runs are done already, in parts\./);
    expect(readFileSync(runsFile('parts'), 'utf8')).to.equal(readFileSync(runsFile('whole'), 'utf8'));
    expect((JSON.parse(rest.out) as { results: Result[] }).results).to.deep.equal(results);
  });
});
