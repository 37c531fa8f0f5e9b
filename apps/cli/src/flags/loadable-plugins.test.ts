import 'reflect-metadata';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { answer } from '../answer.test.support.js';

describe('Commands in a project whose plugins do not load', () => {
  const started = process.cwd();
  let folder: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'pomdp-gym-loadable-')));
    mkdirSync(join(folder, 'deep'));
    process.chdir(join(folder, 'deep'));
  });
  afterEach(() => {
    process.chdir(started);
    rmSync(folder, { recursive: true });
  });

  const write = (text: string) => writeFileSync(join(folder, 'package.json'), text);
  const works: readonly (readonly string[])[] = [
    ['list', 'critic'],
    ['info', 'td'],
    ['analyze', 'ThreeState-v0', '--policy', 'uniform'],
  ];

  for (const words of works) {
    it(`${words[0]} goes on without them, and notes on standard error what is wrong`, async () => {
      write('{ "pomdp-gym": { "plugins": ["./not-built.js"] } }');
      const unbuilt = await answer(...words);
      expect([unbuilt.code, unbuilt.err]).to.deep.equal([
        0,
        `The plugin ../not-built.js is not there: nothing is at ${join(folder, 'not-built.js')}. Until then it is missing here.\n`,
      ]);
      write('{');
      const broken = await answer(...words);
      expect(broken.code).to.equal(0);
      expect(broken.err).to.include(`The manifest ${join(folder, 'package.json')} cannot be read`);
      expect(broken.out).to.equal(unbuilt.out).and.not.equal('');
    });
  }

  it('list has those that load beside one that does not', async () => {
    writeFileSync(
      join(folder, 'lamp.mjs'),
      `import { threeState } from '${import.meta.resolve('@pomdp-gym/environment-three-state')}';
       const spec = { ...threeState, id: 'Lamp-v0', summary: 'A lamp.' };
       export default { id: 0, load: ({ bind }) => bind(Symbol.for('pomdp-gym/environment')).toConstantValue(spec) };`,
    );
    write('{ "pomdp-gym": { "plugins": ["./not-built.js", "./lamp.mjs"] } }');
    const { code, out } = await answer('list', 'environment');
    expect(code).to.equal(0);
    expect(out).to.include('A lamp.');
  });

  it('compare and check refuse, with one sentence', async () => {
    write('{');
    for (const words of [
      ['compare', '--seeds', '1'],
      ['check', 'Tiger-v0'],
    ]) {
      const { code, err } = await answer(...words);
      expect(code).to.equal(2);
      expect(err).to.include('cannot be read');
    }
  });

  it('help reads no package.json', async () => {
    write('{');
    for (const command of ['list', 'compare', 'check'])
      expect((await answer(command, '--help')).code, command).to.equal(0);
  });
});
