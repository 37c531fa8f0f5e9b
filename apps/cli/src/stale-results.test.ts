import 'reflect-metadata';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readStudy } from '@pomdp-gym/experiment';
import { expect } from 'chai';
import { answer } from './answer.test.support.js';

const three = import.meta.resolve('@pomdp-gym/environment-three-state');

/** The three-state problem, its observation space given a label that a module behind the entry holds. */
const index = `import { threeState } from '${three}';
  import { shift } from './behind.js';
  const create = (options) => {
    const inner = threeState.create(options);
    const { observationSpace, actionSpace, task } = inner;
    return {
      observationSpace, actionSpace, task,
      reset: (random) => inner.reset(random),
      step: (action) => { const made = inner.step(action); return { ...made, reward: made.reward + shift }; },
    };
  };
  const spec = { ...threeState, id: 'Shifted-v0', create };
  export default { id: 0, load: ({ bind }) => bind(Symbol.for('pomdp-gym/environment')).toConstantValue(spec) };`;

interface Result {
  readonly environment: string;
  readonly mean: number;
}

describe('compare does runs again that other code or other data made', function () {
  this.timeout(240_000);
  let home: string;
  const origin = process.cwd();
  before(() => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-stale-'));
    process.chdir(home);
    mkdirSync('lamps');
    writeFileSync('lamps/package.json', '{"type": "module", "main": "index.js"}');
    writeFileSync('lamps/index.js', index);
  });
  after(() => {
    process.chdir(origin);
    rmSync(home, { recursive: true });
  });

  async function compare(plugin: string): Promise<{ means: ReadonlyMap<string, number>; err: string }> {
    const { code, out, err } = await answer(
      ...['compare', '--plugin', plugin, '--env', 'Shifted-v0', '--env', 'two.POMDP', '--agent', 'uniform'],
      ...['--seeds', '2', '--workers', '1', '--bracket', '0', '--out', 'out', '--json'],
    );
    expect(code, err).to.equal(0);
    const { results } = JSON.parse(out) as { results: Result[] };
    return { means: new Map(results.map(({ environment, mean }) => [environment, mean])), err };
  }

  it('a module behind the entry of a plugin, a model file: those runs and no others', async () => {
    rmSync('out', { recursive: true, force: true });
    writeFileSync('lamps/behind.js', 'export const shift = 0;');
    writeFileSync('two.POMDP', model(1));
    const first = await compare('./lamps');
    writeFileSync('lamps/behind.js', 'export const shift = 1;');
    const edited = await compare('./lamps');
    expect(edited.err).to.match(
      /^2 runs in out were made by other code or other data: they are done again\./,
    );
    // The same chances and one more in each of the rewards; sums of 200,000 of them round at 1e-11 of their size.
    expect(edited.means.get('Shifted-v0')).to.be.closeTo(first.means.get('Shifted-v0')! + 1, 1e-9);
    expect(edited.means.get('two.POMDP')).to.equal(1);
    writeFileSync('two.POMDP', model(2));
    const other = await compare('./lamps');
    expect(other.err).to.match(/^2 runs in out were made/);
    expect(other.means.get('two.POMDP')).to.equal(2);
  });

  it('not for the absolute path of the same plugin, nor for both at once', async () => {
    const before = readFileSync('out/runs.jsonl', 'utf8');
    expect((await compare(join(home, 'lamps'))).err).to.equal('');
    expect(readFileSync('out/runs.jsonl', 'utf8')).to.equal(before);
    const { code, err } = await answer('list', '--plugin', './lamps', '--plugin', join(home, 'lamps'));
    expect([code, err]).to.deep.equal([0, '']);
  });

  it('and writes every option into study.yaml, those left out at their defaults', async () => {
    rmSync('filled', { recursive: true, force: true });
    await answer(
      ...['compare', '--env', 'Tiger-v0', '--agent', 'softmax+olpomdp', '--seeds', '1', '--budget', '100'],
      ...['--workers', '1', '--bracket', '0', '--out', 'filled'],
    );
    const { study } = readStudy(readFileSync('filled/study.yaml', 'utf8'), 'study.yaml');
    expect(study.environments[0]!.options).to.include({ accuracy: 0.85 });
    expect(study.agents[0]!.learner?.options).to.include.keys('beta', 'step');
    const again = await answer(
      'compare',
      'filled/study.yaml',
      '--workers',
      '1',
      '--bracket',
      '0',
      '--out',
      'filled',
    );
    expect([again.code, again.err]).to.deep.equal([0, '']);
  });

  it('and takes a folder of brackets that cannot be written for none, with a note', async () => {
    rmSync('elsewhere', { recursive: true, force: true });
    mkdirSync('elsewhere');
    process.chdir('elsewhere');
    writeFileSync('results', 'a file where the folder should be');
    const { code, err } = await answer(
      ...[
        'compare',
        '--env',
        'Tiger-v0',
        '--agent',
        'uniform',
        '--seeds',
        '1',
        '--workers',
        '1',
        '--bracket',
        '10',
      ],
      ...['--out', 'out'],
    );
    process.chdir(home);
    expect(code).to.equal(0);
    expect(err.match(/Brackets are not kept in results.brackets for another time: /g)).to.have.length(1);
  });
});

/** Two states that look alike; every step earns the reward. */
function model(reward: number): string {
  return [
    'discount: 0.9\nvalues: reward\nstates: 2\nactions: 2\nobservations: 1',
    'T: *\nuniform\nO: *\nuniform',
    `R: * : * : * : * ${reward}\n`,
  ].join('\n');
}
