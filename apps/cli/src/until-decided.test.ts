import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { holdRuns } from './hold-runs.test.support.js';

const main = fileURLToPath(new URL('../bin/pomdp-gym.js', import.meta.url));

/** Uniform random earns .5 whatever its seed; the two learners differ by luck alone. */
const study = [
  ...['compare', '--env', 'ThreeState-v0', '--agent', 'uniform', '--bracket', '0', '--workers', '1'],
  ...['--agent', 'softmax+olpomdp', '--agent', 'softmax+olpomdp:beta=.79', '--budget', '4000'],
];
const sequential = ['--seeds', '8', '--until-decided', '--round', '4'];

interface Pair {
  readonly decision: string;
  readonly decidedBy: string;
  readonly adjusted: number | null;
}

interface Printed {
  readonly results: readonly { readonly runs: number }[];
  readonly pairs: readonly Pair[];
}

describe('compare --until-decided, as a process of its own', function () {
  this.timeout(600_000);
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-decided-'));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  const command = (...args: string[]) =>
    spawn(process.execPath, [main, ...args], { cwd: home, env: { ...process.env, NO_COLOR: '1' } });
  const begin = (...args: string[]) => command(...study, ...args);

  async function ended(
    child: ReturnType<typeof begin>,
  ): Promise<{ code: unknown; out: string; err: string }> {
    let [out, err] = ['', ''];
    child.stdout.on('data', (data: Buffer) => (out += data.toString()));
    child.stderr.on('data', (data: Buffer) => (err += data.toString()));
    const [code]: unknown[] = await once(child, 'close');
    return { code, out, err };
  }

  const printed = (out: string): Printed => JSON.parse(out) as Printed;

  it('stops agents that are decided, goes on after a kill, and leaves the rest of the seeds to the same folder', async () => {
    const whole = await ended(begin(...sequential, '--out', 'whole', '--json'));
    expect(whole.code).to.equal(0);
    const { results, pairs } = printed(whole.out);
    // 4 seeds: 70 splits, of which two reach a difference as large as .5 to .8; .05 / 2 is not enough for 2 / 70, and .05 is for 2 / 4900.
    expect(results.map(({ runs }) => runs)).to.deep.equal([8, 8, 8]);
    expect(pairs.map(({ decision }) => decision)).to.deep.equal(['worse', 'worse', 'equal']);
    expect(pairs[0]).to.include({ decidedBy: 'AdaStop', adjusted: null });

    const killed = begin(...sequential, '--out', 'parts', '--json', ...holdRuns(home, 5));
    const killing = ended(killed);
    const lines = () =>
      existsSync(join(home, 'parts', 'runs.jsonl'))
        ? readFileSync(join(home, 'parts', 'runs.jsonl'), 'utf8').split('\n').length - 1
        : 0;
    while (lines() < 5 && killed.exitCode === null) await pause(5);
    killed.kill('SIGKILL');
    await killing;
    expect(lines()).to.equal(5);
    const rest = await ended(begin(...sequential, '--out', 'parts', '--json'));
    expect({ ...printed(rest.out), folder: 'whole' }).to.deep.equal(printed(whole.out));

    const all = await ended(begin('--seeds', '8', '--out', 'parts', '--json'));
    expect(all.err).not.to.include('runs done'); // nothing is left
    expect(printed(all.out).pairs[0]).to.include({ decidedBy: 'Holm', decision: 'worse' });
  });

  it('runs no more seeds of an agent than its pairs need', async () => {
    const far = await ended(begin('--seeds', '10', '--until-decided', '--out', 'far', '--json'));
    expect(far.code).to.equal(0);
    // Of five seeds two of 252 splits reach the difference: .008 is within .05 / 2, so uniform is decided after one round.
    expect(printed(far.out).results.map(({ runs }) => runs)).to.deep.equal([5, 10, 10]);
    expect(far.err).to.include('2 of 3 pairs are decided.');
    // The report of the folder has the decisions of the test, which Holm knows nothing of.
    const page = await ended(command('report', 'far', '--out', 'page', '--bracket', '0'));
    expect(page.code, page.err).to.equal(0);
    expect(readFileSync(join(home, 'page', 'report.md'), 'utf8')).to.include('Decided by AdaStop');
    writeFileSync(join(home, 'far', 'decisions.json'), '{ "ThreeState-v0": [{ "first": 1 }] }');
    const damaged = await ended(command('report', 'far', '--out', 'page', '--bracket', '0'));
    expect(damaged.code).to.equal(2);
    expect(damaged.err).to.include('does not hold decisions on pairs');
  });

  it('refuses rounds that do not fit the seeds, before it makes a folder', async () => {
    const refused = await ended(begin('--seeds', '7', '--until-decided', '--out', 'refused'));
    expect(refused.code).to.equal(2);
    expect(refused.err).to.include('7 seeds, which rounds of 5 do not divide');
    expect(existsSync(join(home, 'refused'))).to.equal(false);
    const alone = await ended(begin('--seeds', '10', '--round', '5', '--out', 'refused'));
    expect([alone.code, alone.err]).to.deep.equal([
      2,
      '--round is the size of the rounds of --until-decided: give that too, or neither.\n',
    ]);
  });
});
