import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import { expect } from 'chai';
import { answer } from './answer.test.support.js';

const three = import.meta.resolve('@pomdp-gym/environment-three-state');

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

describe('what a plugin throws', function () {
  this.timeout(60_000);
  let home: string;
  const origin = process.cwd();
  before(() => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-stack-'));
    process.chdir(home);
    writeFileSync('broken.js', broken);
  });
  after(() => {
    process.chdir(origin);
    rmSync(home, { recursive: true });
  });
  afterEach(() => delete process.env['DEBUG']);

  const place = /^at .*broken\.js:5:\d+\)?$/m;
  const compare = ['compare', '--env', 'Broken-v0', '--agent', 'uniform', '--seeds', '2', '--workers', '1'];
  const commands: [string, string[]][] = [
    ['check', ['check', './broken.js']],
    ['run', ['run', 'Broken-v0', 'uniform', '--plugin', './broken.js']],
    ['compare', [...compare, '--bracket', '0', '--out', 'out', '--plugin', './broken.js']],
  ];
  for (const [command, args] of commands) {
    it(`is shown with file and line by ${command} where DEBUG is set, and nowhere else`, async () => {
      process.env['DEBUG'] = '1';
      const loud = await answer(...args);
      expect(loud.code).to.equal(1);
      expect(loud.err).to.match(place);
      delete process.env['DEBUG'];
      expect((await answer(...args)).err).to.not.match(place);
    });
  }

  it('stands in runs.jsonl', () => {
    const [line = ''] = readFileSync('out/runs.jsonl', 'utf8').split('\n');
    const { error, stack } = JSON.parse(line) as { error: string; stack: string };
    expect(error).to.equal("TypeError: Cannot read properties of undefined (reading 'foo')");
    expect(stack).to.match(place);
  });
});
