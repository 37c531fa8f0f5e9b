import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import 'reflect-metadata';
import { expect } from 'chai';

const main = fileURLToPath(new URL('../bin/pomdp-gym.js', import.meta.url));
const three = import.meta.resolve('@pomdp-gym/environment-three-state');

/** An environment that does something to its process in its tenth step, in the run with the seed 3 alone. */
function bad(id: string, deed: string): string {
  return `import { threeState } from '${three}';
    const create = (options) => {
      const inner = threeState.create(options);
      let steps = 0;
      let first;
      return {
        observationSpace: inner.observationSpace, actionSpace: inner.actionSpace, task: inner.task,
        reset(random) { first ??= random.uniform(); return inner.reset(random); },
        step(action) {
          if (++steps === 10 && first === globalThis.badly) { ${deed} }
          return inner.step(action);
        },
      };
    };
    const spec = { ...threeState, id: '${id}', create };
    export default { id: 0, load: ({ bind }) => bind(Symbol.for('pomdp-gym/environment')).toConstantValue(spec) };`;
}

type Deed = readonly [id: string, deed: string, reason: RegExp];

/** The four of the issue; the seed 3 of each does it. */
const deeds: readonly Deed[] = [
  [
    'Exits-v0',
    'process.exit(3);',
    /^it ended its worker: process\.exit\(3\) was called \(environment Exits-v0 of \.\/Exits-v0\.js, policy uniform of @pomdp-gym\/policy-uniform\)$/,
  ],
  [
    'Hoards-v0',
    'const all = []; for (;;) all.push(new Array(1e6).fill(0.5 + steps));',
    /^it exhausted the memory of its worker \(environment Hoards-v0 of \.\/Hoards-v0\.js, /,
  ],
  [
    'Late-v0',
    'setTimeout(() => { throw new TypeError("too late"); }, 30);',
    /^TypeError: too late \(environment Late-v0 of \.\/Late-v0\.js, /,
  ],
  ['Loops-v0', 'for (;;);', /^timed out: it gave no sign of progress for 5 seconds$/],
];

const rejects: Deed = [
  'Rejects-v0',
  'Promise.reject(new TypeError("nobody handles it"));',
  /^TypeError: nobody handles it \(environment Rejects-v0 /,
];

interface Line {
  readonly run: number;
  readonly environment: string;
  readonly seed: number;
  readonly status: string;
  readonly error: string | null;
  readonly stack?: string;
}

describe('compare, where single runs of plugins end their worker', function () {
  this.timeout(240_000);
  let home: string;
  before(() => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-bad-'));
    // The first draw of the environment's stream of evaluation in the run with the seed 3.
    const numerics = import.meta.resolve('@pomdp-gym/numerics');
    const seed = `import { randomStream } from '${numerics}'; globalThis.badly = randomStream(3, 'evaluation', 'environment').uniform();\n`;
    for (const [id, deed] of [...deeds, rejects]) writeFileSync(join(home, `${id}.js`), seed + bad(id, deed));
  });
  after(() => rmSync(home, { recursive: true }));

  const compareOf = (ids: readonly Deed[], seeds: string, out: string, args: readonly string[] = []) => {
    const flags = ids.flatMap(([id]) => ['--plugin', `./${id}.js`, '--env', id]);
    const limits = ['--seeds', seeds, '--patience', '5', '--workers', '2', '--bracket', '0'];
    const given = ['compare', ...flags, '--agent', 'uniform', ...limits, '--out', out, ...args];
    return spawnSync(process.execPath, ['--max-old-space-size=200', main, ...given], {
      cwd: home,
      encoding: 'utf8',
    });
  };
  const compare = (...args: string[]) => compareOf(deeds, '10', 'out', args);
  const text = (out = 'out') => readFileSync(join(home, out, 'runs.jsonl'), 'utf8');
  const lines = (out?: string) =>
    text(out)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);

  it('finishes the 36 others of 40, names four reasons, and exits with 1', () => {
    const { status, stdout, stderr } = compare();
    expect(status, stderr).to.equal(1);
    const failed = lines().filter((line) => line.status !== 'finished');
    expect(lines()).to.have.length(40);
    expect(failed).to.have.length(4);
    expect(failed.map(({ environment, seed }) => [environment, seed])).to.deep.equal(
      deeds.map(([id]) => [id, 3]),
    );
    for (const [i, [id, , reason]] of deeds.entries()) {
      expect(failed[i]!.error).to.match(reason);
      expect(stdout).to.include(`uniform failed in ${id}: ${failed[i]!.error}`);
    }
    expect(failed.map(({ status: how }) => how)).to.deep.equal([
      ...Array<string>(3).fill('failed'),
      'timed out',
    ]);
    expect(failed[2]!.stack).to.match(/^at .*Late-v0\.js:\d+:\d+\)?$/m);
  });

  it('does nothing new for the same command, and repeats what timed out where --again asks for it', () => {
    const before = text();
    const { status, stderr } = compare();
    expect([status, stderr]).to.deep.equal([1, '']);
    expect(text()).to.equal(before);
    const again = compare('--again');
    expect(again.stderr).to.include('39 of 40 runs are done already');
    expect(text()).to.equal(before);
  });

  it('finishes the other of two where a promise is rejected that nobody awaits', () => {
    const { status } = compareOf([rejects], '2', 'rejected', ['--seed', '3']);
    expect(status).to.equal(1);
    const [third, fourth] = lines('rejected');
    expect([third!.status, fourth!.status]).to.deep.equal(['failed', 'finished']);
    expect(third!.error).to.match(rejects[2]);
  });
});
