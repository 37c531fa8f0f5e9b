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
  return `import { appendFileSync } from 'node:fs';
    import { threeState } from '${three}';
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

/** Three of the four of the issue; the seed 3 of each does it. */
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
];

/** The fourth, which notes that it begins. */
const loops: Deed = [
  'Loops-v0',
  'appendFileSync("begun", "."); for (;;);',
  /^timed out: it gave no sign of progress for 4 seconds$/,
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
  this.timeout(600_000);
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-bad-'));
    // The first draw of the environment's stream of evaluation in the run with the seed 3.
    const numerics = import.meta.resolve('@pomdp-gym/numerics');
    const seed = `import { randomStream } from '${numerics}'; globalThis.badly = randomStream(3, 'evaluation', 'environment').uniform();\n`;
    for (const [id, deed] of [...deeds, loops, rejects])
      writeFileSync(join(home, `${id}.js`), seed + bad(id, deed));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  /** Runs of these; with a patience of ten minutes none times out, however busy the machine is. */
  const compareOf = (ids: readonly Deed[], seeds: string, out: string, args: readonly string[] = []) => {
    const flags = ids.flatMap(([id]) => ['--plugin', `./${id}.js`, '--env', id]);
    const limits = ['--seeds', seeds, '--patience', '600', '--workers', '2', '--bracket', '0'];
    const given = ['compare', ...flags, '--agent', 'uniform', ...limits, '--out', out, ...args];
    return spawnSync(process.execPath, ['--max-old-space-size=200', main, ...given], {
      cwd: home,
      encoding: 'utf8',
    });
  };
  const text = (out: string) => readFileSync(join(home, out, 'runs.jsonl'), 'utf8');
  const lines = (out: string) =>
    text(out)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);

  it('finishes the 27 others of 30, names three reasons, exits with 1, and does nothing new the next time', () => {
    const { status, stdout, stderr } = compareOf(deeds, '10', 'out');
    expect(status, stderr).to.equal(1);
    const failed = lines('out').filter((line) => line.status !== 'finished');
    expect(lines('out')).to.have.length(30);
    expect(failed.map((line) => [line.environment, line.seed, line.status])).to.deep.equal(
      deeds.map(([id]) => [id, 3, 'failed']),
    );
    for (const [i, [id, , reason]] of deeds.entries()) {
      expect(failed[i]!.error).to.match(reason);
      expect(stdout).to.include(`uniform failed in ${id}: ${failed[i]!.error}`);
    }
    expect(failed[2]!.stack).to.match(/^at .*Late-v0\.js:\d+:\d+\)?$/m);
    const before = text('out');
    const next = compareOf(deeds, '10', 'out');
    expect([next.status, next.stderr, text('out')]).to.deep.equal([1, '', before]);
  });

  it('names the run that times out, and repeats it where --again asks for it alone', () => {
    // The one run of the study loops: none can time out beside it.
    const one = ['--seed', '3', '--patience', '4'];
    const begun = () => readFileSync(join(home, 'begun'), 'utf8').length;
    const { status, stdout } = compareOf([loops], '1', 'loops', one);
    expect([status, lines('loops').map((line) => line.status), begun()]).to.deep.equal([1, ['timed out'], 1]);
    expect(lines('loops')[0]!.error).to.match(loops[2]);
    expect(stdout).to.include(`uniform failed in Loops-v0: ${lines('loops')[0]!.error}`);
    const before = text('loops');
    expect([compareOf([loops], '1', 'loops', one).status, begun()]).to.deep.equal([1, 1]);
    expect([compareOf([loops], '1', 'loops', [...one, '--again']).status, begun()]).to.deep.equal([1, 2]);
    expect(text('loops')).to.equal(before);
  });

  it('finishes the other of two where a promise is rejected that nobody awaits', () => {
    const { status } = compareOf([rejects], '2', 'rejected', ['--seed', '3']);
    expect(status).to.equal(1);
    const [third, fourth] = lines('rejected');
    expect([third!.status, fourth!.status]).to.deep.equal(['failed', 'finished']);
    expect(third!.error).to.match(rejects[2]);
  });
});
