import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import { expect } from 'chai';
import { answer } from './answer.test.support.js';

const three = import.meta.resolve('@pomdp-gym/environment-three-state');

/** Throws in its fifth line, as its solver, its estimator and its policy do. */
const others = `const options = { _zod: {}, safeParse: () => ({ success: true, data: {} }) };
  const bound = (bind, kind, create) =>
    bind(Symbol.for('pomdp-gym/' + kind)).toConstantValue({ id: 'broken-' + kind, summary: 'Broken.', options, create });
  const fault = () => {
    return undefined.foo; };
  const load = ({ bind }) => {
    bound(bind, 'solver', () => ({ async *solve() { fault(); } }));
    bound(bind, 'estimator', () => ({ reset() {}, update: fault, estimate: fault }));
    bound(bind, 'policy', () => ({ reset() {}, act: fault }));
    bound(bind, 'environment', fault);
  };
  export default { id: 1, load };`;

/** Throws in its fifth line. */
const broken = `import { threeState } from '${three}';
  const create = (options) => {
    const { observationSpace, actionSpace, task, reset } = threeState.create(options);
    return { observationSpace, actionSpace, task, reset: () => 0, step() {
      return undefined.foo;
    } };
  };
  const spec = { ...threeState, id: 'Broken-v0', create };
  export default { id: 0, load: ({ bind }) => bind(Symbol.for('pomdp-gym/environment')).toConstantValue(spec) };`;

const study = `name: tuned
environments: [Broken-v0]
agents:
  - name: ascent
    policy: softmax
    estimator: gpomdp:beta=.8
    optimizer: gradient-ascent
    steps: 10
    sweep: { grid: { optimizer.step: [1, 2] } }
seeds: 1
budget: 20
`;

describe('what a plugin throws', function () {
  this.timeout(240_000);
  let home: string;
  const origin = process.cwd();
  before(() => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-stack-'));
    process.chdir(home);
    writeFileSync('broken.js', broken);
    writeFileSync('others.js', others);
    writeFileSync('graph.pg', '0 0 0 0\n');
    writeFileSync('study.yaml', study);
  });
  after(() => {
    process.chdir(origin);
    rmSync(home, { recursive: true });
  });
  afterEach(() => delete process.env['DEBUG']);

  const place = /^ *at .*(broken|others)\.js:5:\d+\)?$/m;
  const compare = ['compare', '--env', 'Broken-v0', '--agent', 'uniform', '--seeds', '2', '--workers', '1'];
  const estimate = ['gradcheck', 'broken-estimator', '--env', 'ThreeState-v0', '--policy', 'softmax'];
  const tune = [
    'tune',
    'study.yaml',
    '--workers',
    '1',
    '--bracket',
    '0',
    '--tuning-seeds',
    '1',
    '--out',
    'tuned',
  ];
  const commands: [string, number, string[]][] = [
    ['check', 1, ['check', './broken.js']],
    ['run', 1, ['run', 'Broken-v0', 'uniform', '--plugin', './broken.js']],
    ['run, of a policy', 1, ['run', 'Tiger-v0', 'broken-policy', '--plugin', './others.js']],
    ['compare', 1, [...compare, '--bracket', '0', '--out', 'out', '--plugin', './broken.js']],
    ['tune', 1, [...tune, '--plugin', './broken.js']],
    ['solve', 2, ['solve', 'Tiger-v0', '--solver', 'broken-solver', '--plugin', './others.js']],
    ['gradcheck', 2, [...estimate, '--runs', '2', '--steps', '10', '--plugin', './others.js']],
    ['evaluate', 2, ['evaluate', 'graph.pg', '--env', 'broken-environment', '--plugin', './others.js']],
  ];
  for (const [command, code, args] of commands) {
    it(`is shown with file and line by ${command} where DEBUG is set, and nowhere else`, async () => {
      process.env['DEBUG'] = '1';
      const loud = await answer(...args);
      expect(loud.code, loud.err).to.equal(code);
      expect(loud.err).to.match(place);
      delete process.env['DEBUG'];
      const quiet = await answer(...args);
      expect(quiet.err).to.not.match(/^ *at /m);
    });
  }

  it('stands in runs.jsonl', () => {
    const [line = ''] = readFileSync('out/runs.jsonl', 'utf8').split('\n');
    const { error, stack } = JSON.parse(line) as { error: string; stack: string };
    expect(error).to.equal("TypeError: Cannot read properties of undefined (reading 'foo')");
    expect(stack).to.match(place);
  });
});
