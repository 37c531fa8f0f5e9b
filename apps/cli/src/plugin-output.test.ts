import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import 'reflect-metadata';
import { expect } from 'chai';
import { answer } from './answer.test.support.js';

const main = fileURLToPath(new URL('../bin/pomdp-gym.js', import.meta.url));
const three = import.meta.resolve('@pomdp-gym/environment-three-state');

/** Says something whenever it can. */
const loud = `import { threeState as three } from '${three}';
  console.log('loaded');
  process.stdout.write('written');
  const create = (options) => {
    console.info('made');
    const inner = three.create(options);
    const { observationSpace, actionSpace, task } = inner;
    return {
      observationSpace,
      actionSpace,
      task,
      reset(random) {
        console.log('begun');
        return inner.reset(random);
      },
      step: (action) => inner.step(action),
    };
  };
  const spec = { ...three, id: 'Loud-v0', create };
  export default { id: 0, load: ({ bind }) => bind(Symbol.for('pomdp-gym/environment')).toConstantValue(spec) };`;

describe('standard output, where a plugin is loud', () => {
  let home: string;
  before(() => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-loud-'));
    writeFileSync(join(home, 'loud.js'), loud);
  });
  after(() => rmSync(home, { recursive: true }));

  it('holds the answer alone while it loads', async () => {
    const { out, err } = await answer('list', '--plugin', join(home, 'loud.js'), '--json');
    expect(JSON.parse(out)).to.have.property('environment');
    expect(err).to.equal('loaded\nwritten');
  });

  const commands: [string, string[]][] = [
    ['is held to its rules', ['check', './loud.js']],
    [
      'runs in a worker',
      [
        'compare',
        '--env',
        'Loud-v0',
        '--agent',
        'uniform',
        '--seeds',
        '1',
        '--plugin',
        './loud.js',
        '--out',
        'x',
      ],
    ],
  ];
  for (const [what, args] of commands) {
    it(`holds the answer alone while it ${what}`, function () {
      this.timeout(240_000);
      const given = [main, ...args, '--json'];
      const { stdout, stderr } = spawnSync(process.execPath, given, { cwd: home, encoding: 'utf8' });
      expect(JSON.parse(stdout)).to.be.an('object');
      for (const word of ['loaded', 'written', 'made', 'begun']) expect(stderr).to.include(word);
    });
  }
});
