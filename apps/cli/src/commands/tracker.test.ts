import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { answer } from '../answer.test.support.js';

/** Writes the kind of each event of a run as a line. */
const lines = `import { appendFileSync } from 'node:fs';
  import { z } from '${import.meta.resolve('zod')}';
  const options = z.strictObject({ file: z.string().default('lines').describe('Where to write') });
  const create = ({ file }) => ({
    observe({ seed }) {
      const write = (kind) => appendFileSync(file, seed + ' ' + kind + '\\n');
      return { next: ({ kind }) => write(kind), error: () => write('error'), complete: () => write('complete') };
    },
  });
  const spec = { id: 'lines', summary: 'Lines.', options, create };
  export default { id: 0, load: ({ bind }) => bind(Symbol.for('pomdp-gym/tracker')).toConstantValue(spec) };`;

describe('--tracker', () => {
  let home: string;
  let plugin: string[];
  before(() => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-tracker-'));
    writeFileSync(join(home, 'lines.js'), lines);
    plugin = ['--plugin', join(home, 'lines.js'), '--json'];
  });
  after(() => rmSync(home, { recursive: true }));

  const written = (name: string) => readFileSync(join(home, name), 'utf8').trimEnd().split('\n');
  const tracker = (name: string) => ['--tracker', `lines:file=${join(home, name)}`];

  it('shows the run of `run` to every tracker, to its end', async () => {
    const trackers = [...tracker('one'), ...tracker('two')];
    const { code, err } = await answer('run', 'ThreeState-v0', 'uniform', ...trackers, ...plugin);
    expect([code, err]).to.deep.equal([0, '']);
    expect(written('one')).to.include.members(['1 started', '1 finished']);
    expect(written('one').at(-1)).to.equal('1 complete');
    expect(written('two')).to.deep.equal(written('one'));
  });

  it('shows each run of `compare`, and leaves its results as they are', async () => {
    const study = ['--env', 'ThreeState-v0', '--agent', 'uniform', '--seeds', '2', '--bracket', '0'];
    const compare = async (folder: string, ...more: string[]) => {
      const { code, out } = await answer(
        'compare',
        ...study,
        '--out',
        join(home, folder),
        ...more,
        ...plugin,
      );
      expect(code).to.equal(0);
      return (JSON.parse(out) as { results: unknown }).results;
    };
    const tracked = await compare('tracked', ...tracker('both'));
    expect(await compare('plain')).to.deep.equal(tracked);
    for (const seed of [1, 2]) {
      const own = written('both').filter((line) => line.startsWith(`${seed} `));
      expect([own[0], own.at(-1)]).to.deep.equal([`${seed} started`, `${seed} complete`]);
    }
  });

  it('may stand in the study, whose results and folder are the same without', async () => {
    const study = join(home, 'study.yaml');
    const compare = async (trackers: string, folder: string) => {
      const parts = 'environments: [ThreeState-v0]\nagents: [{ policy: uniform }]\nseeds: 1\nbudget: 10\n';
      writeFileSync(study, `${parts}${trackers}`);
      const out = join(home, folder);
      const { code, err } = await answer('compare', study, '--bracket', '0', '--out', out, ...plugin);
      const held = (name: string) => readFileSync(join(out, name), 'utf8');
      return { code, err, files: () => ['study.yaml', 'runs.jsonl', 'cells.json'].map(held) };
    };
    const followed = await compare(`trackers: ['lines:file=${join(home, 'named')}']\n`, 'followed');
    expect(followed.code, followed.err).to.equal(0);
    expect(written('named').at(-1)).to.equal('1 complete');
    expect((await compare('', 'alone')).files()).to.deep.equal(followed.files());
    expect(await compare("trackers: ['lines:fiel=x']\n", 'wrong')).to.deep.include({ code: 2 });
    expect((await compare("trackers: ['line']\n", 'wrong')).err).to.match(
      /study\.yaml:5:12: .*Did you mean lines\?/,
    );
  });

  it('refuses a tracker that is not known, and options that it does not take, before anything runs', async () => {
    for (const [written, sentence] of [
      ['line', 'Did you mean lines?'],
      ['lines:folder=x', 'folder'],
    ] as const) {
      const { code, err } = await answer('run', 'ThreeState-v0', 'uniform', '--tracker', written, ...plugin);
      expect(code).to.equal(2);
      expect(err).to.contain(sentence);
    }
  });

  it('refuses a folder that a shipped tracker cannot write, and names the tracker', async () => {
    const blocked = join(home, 'lines.js', 'x');
    const study = ['--env', 'ThreeState-v0', '--agent', 'uniform', '--seeds', '1', '--bracket', '0'];
    for (const [id, command] of [
      ['csv', ['run', 'ThreeState-v0', 'uniform']],
      ['tensorboard', ['run', 'ThreeState-v0', 'uniform']],
      ['csv', ['compare', ...study, '--executor', 'in-process', '--out', join(home, 'blocked')]],
    ] as const) {
      const { code, err } = await answer(...command, '--tracker', `${id}:folder=${blocked}`);
      expect(code, err).to.equal(2);
      const sentence = `The tracker ${id} fails: a part of its path is a file (${blocked}`;
      expect(
        err.split('\n').filter((line) => line.startsWith(sentence)),
        err,
      ).to.have.length(1);
      expect(err).to.not.match(/^\s+at /m);
    }
  });
});
