import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pythonFolder } from '@pomdp-gym/bridge/node';
import type { Environment, EnvironmentSpec, Observation } from '@pomdp-gym/contracts';
import { cartPoleV0, pendulumV1 } from '@pomdp-gym/environment-classic-control';
import { gymnasium } from '@pomdp-gym/environment-gymnasium';
import { tiger } from '@pomdp-gym/environment-tiger';
import { randomStream } from '@pomdp-gym/numerics';
import { hasPython, standInFolder } from '@pomdp-gym/test-problems';
import { expect } from 'chai';
import { pomdpGym, workspace } from './command.test.support.js';
import { stateOf, until } from './process-state.test.support.js';
import { runPython } from './python.test.support.js';

const command = join(workspace, 'apps/cli/bin/pomdp-gym.js');
const CLIENT = join(workspace, 'test/integration/python/check_client.py');

// What the Python processes of this file find: the module, the stand-in, and the command of this checkout.
process.env['PYTHONPATH'] = [pythonFolder, standInFolder].join(delimiter);
process.env['POMDP_GYM'] = `'${process.execPath}' '${command}'`;

const make = (spec: EnvironmentSpec, options: object = {}): Environment =>
  spec.create(spec.options.parse(options));

/** What Python prints of an environment: the first observation, then one entry a step. */
interface Seen {
  readonly base: string;
  readonly factored: unknown;
  readonly single: {
    readonly spaces: readonly string[];
    readonly actions: readonly (number | number[])[];
    readonly seen: readonly unknown[];
    readonly picture: string;
  };
  readonly several: readonly unknown[];
}

const plain = (point: Observation) => (typeof point === 'number' ? point : Array.from(point));

/** The same path, without a bridge. */
function direct(environment: Environment, seed: number, actions: Seen['single']['actions']): unknown[] {
  const random = randomStream(seed, 'environment');
  const seen: unknown[] = [plain(environment.reset(random))];
  for (const action of actions) {
    const { observation, reward, ending } = environment.step(
      typeof action === 'number' ? action : Float64Array.from(action),
    );
    const shown = plain(observation);
    const again = ending === 'none' ? null : plain(environment.reset(random));
    seen.push([shown, reward, ending === 'terminated', ending === 'truncated', again]);
  }
  return seen;
}

/** The same in several environments, reset at once where they end. */
function directlySeveral(
  create: () => Environment,
  seed: number,
  actions: Seen['single']['actions'],
): unknown[] {
  const paths = [0, 1, 2].map((i) => direct(create(), seed + i, actions) as unknown[][]);
  const column = (t: number, entry: number) => paths.map((path) => path[t]![entry]);
  const rows = actions.map((_, t) => {
    const [shown, again] = [column(t + 1, 0), column(t + 1, 4)];
    const observations = shown.map((point, i) => again[i] ?? point);
    const finals = shown.filter((_, i) => again[i] !== null);
    return [observations, column(t + 1, 1), column(t + 1, 2), column(t + 1, 3), finals];
  });
  return [paths.map(([first]) => first), ...rows];
}

const isEnding = (entry: unknown) => Array.isArray(entry) && (entry[2] === true || entry[3] === true);

/** An environment of the stand-in, whose observations and actions are tuples: served to Python, which has it from Python. */
const lights = { id: 'Lights-v0', arguments: { acts: 'counts' } };
const LIGHTS = 'Gymnasium:id=Lights-v0,arguments={acts: counts}';

/** What was seen without a bridge, its indices as tuples (i, j, k) of 2 · 3 · 5, in Python's form. */
function withTuples(entry: unknown): unknown {
  const tuple = (index: unknown) => {
    const i = Number(index);
    return [Math.floor(i / 15), Math.floor(i / 5) % 3, i % 5];
  };
  return Array.isArray(entry) ? [tuple(entry[0]), ...(entry.slice(1) as unknown[])] : tuple(entry);
}

/** The elements of {0, 1} × {0, 1, 2}, and of {0, 1} × ({0, 1} × {0, 1, 2}), in the order of their indices. */
const PAIRS = [0, 1].flatMap((i) => [0, 1, 2].map((j) => [i, j]));
const TUPLES = [
  ['MultiDiscrete', PAIRS],
  ['Tuple', [0, 1].flatMap((i) => PAIRS.map((pair) => [i, pair]))],
];

/** Those that need Python are skipped where it is missing. */
const withPython = hasPython() ? describe : describe.skip;

withPython('The bridge to Gymnasium (skipped where there is no python3 of 3.8 or newer)', function () {
  this.timeout(480_000);

  for (const [there, name, spec, options, steps, spaces] of [
    ['without gymnasium', 'Tiger-v0', tiger, {}, 200, ['Discrete', 'Discrete']],
    ['without gymnasium', 'Pendulum-v1', pendulumV1, {}, 210, ['Box', 'Box']],
    ['with a stand-in', 'CartPole-v0', cartPoleV0, {}, 120, ['Box', 'Discrete']],
    ['with a stand-in', LIGHTS, gymnasium, lights, 60, ['MultiDiscrete', 'MultiDiscrete']],
  ] as const)
    it(`${name} gives the bits in Python ${there} that it gives here, alone and as a vector`, () => {
      const { code, out, err } = runPython(there, CLIENT, name, '7', String(steps));
      expect([code, err]).to.deep.equal([0, '']);
      const { base, factored, single, several } = JSON.parse(out) as Seen;
      expect(base).to.equal(there === 'with a stand-in' ? 'gymnasium' : 'builtins');
      expect(factored).to.deep.equal(TUPLES);
      expect(single.spaces).to.deep.equal(spaces);
      const seen = direct(make(spec, options), 7, single.actions);
      expect(single.seen).to.deep.equal(name === LIGHTS ? seen.map(withTuples) : seen);
      expect(single.seen.some(isEnding)).to.equal(spec === cartPoleV0 || spec === pendulumV1);
      const alone = name === LIGHTS || name === 'Pendulum-v1';
      const vector = alone ? [] : directlySeveral(() => make(spec, options), 7, single.actions);
      expect(several).to.deep.equal(vector);
    });

  it('is shown in its README as it is', () => {
    const readme = readFileSync(join(workspace, 'packages/bridge/README.md'), 'utf8');
    const blocks = [...readme.matchAll(/^```python\n(.*?)^```$/gms)].map(([, text = '']) => text);
    expect(blocks).to.have.length(2);
    const { code, out, err } = runPython('without gymnasium', '-c', blocks.join('\n'));
    expect([code, err]).to.deep.equal([0, '']);
    expect(out).to.include('tiger behind: ');
  });

  it('measures itself by the command of its README, with fewer environments and steps', () => {
    const readme = readFileSync(join(workspace, 'packages/bridge/README.md'), 'utf8');
    const [, words = ''] = /^python3 "\$PYTHONPATH\/pomdp_gym.py" (.*)$/m.exec(readme) ?? [];
    const small = words.replace(/\b100\b/g, '3').split(' ');
    expect(small).to.include.members(['measure', '--environments', '--steps', '3']);
    const { code, out, err } = runPython('without gymnasium', join(pythonFolder, 'pomdp_gym.py'), ...small);
    expect([code, err]).to.deep.equal([0, '']);
    expect(out).to.match(/\d/);
  });

  it('refuses in a sentence', () => {
    const { code, out } = runPython('without gymnasium', CLIENT, 'Tiger-v0', '1', '0');
    expect(code).to.equal(0);
    const sentences = JSON.parse(out) as string[];
    for (const [i, part] of [
      'There is no environment Tigr-v0. Did you mean Tiger-v0',
      "The render mode is 'human'; it must be 'ansi' or None.",
      'The command no-such-command cannot be started',
      "The process writes no message of the protocol pomdp-gym/1: b'Good day!",
      'The process of the environment has ended, with exit code 3.',
      'Environment 0 has not begun: call reset first.',
      'reset has no options',
      'The action of environment 0 is 99; it must be a whole number from 0 to 2.',
      'The environment is closed: make another.',
    ].entries())
      expect(sentences[i]).to.include(part);
  });

  it('gives Tiger-v0 the same bits through both directions: served to Python, and used from Python', () => {
    const through = make(gymnasium, { id: 'Tiger-v0', module: 'pomdp_gym' });
    const itself = make(tiger);
    const [random, same] = [randomStream(5, 'run'), randomStream(5, 'run')];
    for (let episode = 0; episode < 5; episode++) {
      // The bridge draws the seed of an episode from the stream that it is given.
      expect(through.reset(random)).to.equal(itself.reset(randomStream(same.uint32(), 'environment')));
      for (let t = 0; t < 40; t++) expect(through.step(t % 3)).to.deep.equal({ ...itself.step(t % 3) });
    }
    expect(through.task).to.equal(itself.task);
  });

  describe('leaves no process behind', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pomdp-gym-bridge-'));
    after(() => rmSync(folder, { recursive: true }));
    const optionsOf = (diary: string) => ({ id: 'Slope-v0', arguments: { diary: join(folder, diary) } });
    const slope = (diary: string) =>
      `Gymnasium:id=Slope-v0,arguments=${JSON.stringify(optionsOf(diary).arguments)}`;
    const begun = (diary: string) =>
      existsSync(join(folder, diary))
        ? [...new Set(readFileSync(join(folder, diary), 'utf8').trim().split('\n').map(Number))]
        : [];

    it('where a command ends', () => {
      const { code, err } = pomdpGym(workspace, 'info', slope('ends'));
      expect([code, err]).to.deep.equal([0, '']);
      expect(begun('ends')).to.have.length(1);
      // The command waits for Python, but not for ever, and kills it then.
      return until(() => begun('ends').every((pid) => stateOf(pid) !== 'running'), 'Python ends');
    });

    it('where the worker threads of a command end', () => {
      const study = {
        environments: [{ id: 'Gymnasium', options: optionsOf('threads') }],
        agents: [{ policy: 'gaussian' }],
        ...{ seeds: 1, budget: 100, evaluation: { steps: 1000 } },
      };
      writeFileSync(join(folder, 'study.yaml'), JSON.stringify(study));
      expect(pomdpGym(folder, 'compare', 'study.yaml').code).to.equal(0);
      expect(begun('threads')).to.not.be.empty;
      // A thread that is ended leaves its child to the system, which may be about to end it.
      return until(() => begun('threads').every((pid) => stateOf(pid) !== 'running'), 'Python ends');
    });

    it('where a command is killed', async () => {
      const args = [command, 'play', slope('killed')];
      const child = spawn(process.execPath, args, { stdio: ['pipe', 'ignore', 'ignore'] });
      await until(() => begun('killed').length > 0, 'an environment is made');
      child.kill('SIGKILL');
      await once(child, 'close');
      await until(() => begun('killed').every((pid) => stateOf(pid) !== 'running'), 'Python ends');
    });

    it('where a client goes away without closing', async () => {
      const child = spawn(process.execPath, [command, 'serve', 'Tiger-v0']);
      await once(child.stdout, 'data');
      child.stdin.end();
      expect(await once(child, 'close')).to.deep.equal([0, null]);
    });
  });
});

describe('serve', () => {
  it('ends with exit code 2 and one sentence where there is nothing to serve', () => {
    const { code, out, err } = pomdpGym(workspace, 'serve', 'Tigr-v0');
    expect(code).to.equal(2);
    expect(err).to.match(/^There is no environment Tigr-v0\. Did you mean [^\n]*\n$/);
    expect(JSON.parse(out)).to.deep.equal({ error: err.trimEnd() });
  });
});
