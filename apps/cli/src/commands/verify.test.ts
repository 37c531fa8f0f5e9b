import 'reflect-metadata';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect } from 'chai';
import { answer } from '../answer.test.support.js';

const three = import.meta.resolve('@pomdp-gym/environment-three-state');

/** The three-state problem, its rewards changed by what a module behind the entry holds. */
const index = `import { threeState } from '${three}';
  import { shift } from './behind.js';
  const create = (options) => {
    const made = threeState.create(options);
    const { observationSpace, actionSpace, task } = made;
    return {
      observationSpace, actionSpace, task,
      reset: (random) => made.reset(random),
      step: (action) => { const result = made.step(action); return { ...result, reward: result.reward + shift }; },
    };
  };
  const spec = { ...threeState, id: 'Shifted-v0', create };
  export default { id: 0, load: ({ bind }) => bind(Symbol.for('pomdp-gym/environment')).toConstantValue(spec) };`;

/** A plugin, and a limit of seconds that comes before the end of the budget. */
const study = `plugins: [./shifted]
environments: [Shifted-v0]
agents:
  - { policy: softmax, learner: olpomdp }
seeds: 2
budget: { steps: 1000000000, seconds: 0.05 }
evaluation: { steps: 1000 }
`;

interface Line {
  readonly ended: string;
  readonly steps: number;
  readonly look: number;
}

describe('verify', function () {
  this.timeout(240_000);
  const origin = process.cwd();
  let home: string;
  before(async () => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-verify-'));
    process.chdir(home);
    mkdirSync('shifted');
    writeFileSync('shifted/package.json', '{"type": "module", "main": "index.js"}');
    writeFileSync('shifted/index.js', index);
    writeFileSync('shifted/behind.js', 'export const shift = 0;');
    writeFileSync('study.yaml', study);
    const { code, err } = await answer(...['compare', 'study.yaml', '--out', 'out', '--workers', '1']);
    expect(code, err).to.equal(0);
  });
  after(() => {
    process.chdir(origin);
    rmSync(home, { recursive: true });
  });

  const verify = (...args: string[]) => answer('verify', 'out', '--workers', '1', ...args);

  it('repeats runs that seconds ended with the steps they had, to the bit', async () => {
    const lines = readFileSync('out/runs.jsonl', 'utf8').trim().split('\n');
    for (const line of lines.map((text) => JSON.parse(text) as Line)) {
      expect(line.ended).to.equal('seconds');
      expect(line.look).to.equal(line.steps).and.to.be.within(1, 1e8); // a learner looks after each step
    }
    const { code, out } = await verify();
    expect([code, out]).to.deep.equal([0, '2 of 2 runs come out as they are written, to the bit.\n']);
  });

  it('loads the plugins that the study names, wherever the folder that holds both stands', async () => {
    cpSync('.', join(home, '..', `${basename(home)}-copy`), { recursive: true });
    process.chdir(`${home}-copy`);
    const { code, out } = await verify('--json');
    process.chdir(home);
    rmSync(`${home}-copy`, { recursive: true });
    expect(code).to.equal(0);
    expect(JSON.parse(out)).to.deep.include({ computed: 2, faults: [], otherCells: 0 });
  });

  it('says that the code is another by now, and which numbers come out otherwise for it', async () => {
    writeFileSync('shifted/behind.js', 'export const shift = 1; // one more');
    // A module is loaded once by a process; workers load it anew.
    const { code, out } = await verify();
    expect(code).to.equal(1);
    expect(out).to.match(/out\/runs\.jsonl:1: averageReward is \S+ there, and \S+ computed again\./);
    expect(out).to.include('0 of 2 runs come out as they are written, to the bit.');
    expect(out).to.include('2 runs were made by other code or other data than there is now.');
  });

  it('says that the file on what made the results is damaged, and computes the runs all the same', async () => {
    const kept = readFileSync('out/provenance.json', 'utf8');
    writeFileSync('out/provenance.json', kept.slice(0, -9));
    const { code, out } = await verify();
    const json = await verify('--json');
    writeFileSync('out/provenance.json', kept);
    const sentence = `${join('out', 'provenance.json')} does not say what made the results. Repeat the study.`;
    expect([code, json.code]).to.deep.equal([1, 1]);
    expect(out).to.include(sentence);
    expect(JSON.parse(json.out)).to.include({ computed: 2, provenance: sentence });
  });

  it('refuses a folder in place of a study with a sentence, as the commands do that read results', async () => {
    mkdirSync('odd/study.yaml', { recursive: true });
    for (const args of [
      ['verify', 'odd'],
      ['report', 'odd'],
      ['export', 'odd'],
      ['diff', 'odd', 'odd'],
    ]) {
      const { code, err } = await answer(...args);
      expect(code, args.join(' ')).to.equal(2);
      expect(err, args.join(' '))
        .to.match(/cannot be read: it is a folder/)
        .and.not.match(/^ +at /m);
    }
  });

  it('refuses a folder without a study, and a share out of range', async () => {
    const none = await answer('verify', 'shifted');
    expect([none.code, none.err]).to.deep.equal([
      2,
      'shifted holds no study.yaml. Give a folder that compare, work or merge wrote.\n',
    ]);
    for (const share of ['0%', '101%', 'half']) expect((await verify('--share', share)).code).to.equal(2);
  });
});
