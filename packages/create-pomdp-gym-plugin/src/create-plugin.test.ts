import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { createPlugin } from './create-plugin.js';
import { toolVersions } from './package-files.js';
import { templateNames } from './templates.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const json = (path: string) =>
  JSON.parse(readFileSync(path, 'utf8')) as Record<string, Record<string, string>>;

describe('npm create pomdp-gym-plugin', () => {
  let from: string;
  beforeEach(() => {
    from = realpathSync(mkdtempSync(join(tmpdir(), 'pomdp-gym-create-')));
  });
  afterEach(() => rmSync(from, { recursive: true }));

  const create = (...words: string[]) => createPlugin(words, { from });

  it('writes a package that depends on pomdp-gym alone, and says what comes next', async () => {
    const text = await create('my-maze', '--kind', 'environment-from-tables');
    expect(readdirSync(join(from, 'my-maze')).sort()).to.deep.equal(
      ['.gitignore', 'LICENSE', 'README.md', 'package.json', 'src', 'tsconfig.json'].sort(),
    );
    const manifest = json(join(from, 'my-maze/package.json'));
    expect(Object.keys(manifest['dependencies']!)).to.deep.equal(['pomdp-gym']);
    expect(manifest['pomdp-gym']).to.deep.equal({ plugins: ['.'] });
    expect(text).to.include('Where pomdp-gym has a plugin MyMaze-v0 already, npm run check says so');
    for (const line of ['cd my-maze', 'npm install', 'npm test', 'npx pomdp-gym compare --env MyMaze-v0'])
      expect(text).to.include(line);
  });

  for (const template of templateNames) {
    it(`writes ${template} with sources that import pomdp-gym and Node.js only`, async () => {
      await create('brand-new', '--kind', template, '--license', 'none');
      const folder = join(from, 'brand-new/src');
      expect(readdirSync(folder).sort()).to.deep.equal(['brand-new.test.ts', 'brand-new.ts', 'index.ts']);
      const text = readdirSync(folder)
        .map((name) => readFileSync(join(folder, name), 'utf8'))
        .join('\n');
      const imported = [...text.matchAll(/from '([^.'][^']*)'/g)].map(([, name]) => name!);
      expect(imported.filter((name) => !/^(pomdp-gym(\/|$)|node:)/.test(name))).to.deep.equal([]);
      expect(text).to.not.match(/\btemplate\b|Template-v0/);
      if (template !== 'experiment') expect(text).to.include('Yours');
      expect(existsSync(join(from, 'brand-new/LICENSE'))).to.equal(false);
    });
  }

  it('finds another identifier where the language or the template has the name already', async () => {
    for (const name of ['policy', 'class']) {
      await create(name, '-k', 'policy');
      const entry = readFileSync(join(from, name, 'src/index.ts'), 'utf8');
      expect(entry).to.include(`export { ${name}Spec };`);
      const source = readFileSync(join(from, name, `src/${name}.ts`), 'utf8');
      expect(source).to.include(`export const ${name}Spec = policy({\n  id: '${name}',`);
    }
  });

  it('builds with the versions of tools that this workspace has', () => {
    const { devDependencies } = json(join(root, 'package.json'));
    expect(devDependencies).to.include(toolVersions);
  });

  it('names the author and the license', async () => {
    await create('named', '-k', 'policy', '-l', 'ISC', '--author', 'Ada Lovelace');
    expect(json(join(from, 'named/package.json'))).to.include({ license: 'ISC', author: 'Ada Lovelace' });
    expect(readFileSync(join(from, 'named/LICENSE'), 'utf8')).to.include('Copyright (c) Ada Lovelace');
  });

  it('writes into an empty folder, git or not, and into the present one', async () => {
    mkdirSync(join(from, 'empty/.git'), { recursive: true });
    await create('empty', '-k', 'critic');
    mkdirSync(join(from, 'present'));
    const text = await createPlugin(['.', '-k', 'critic'], {
      from: join(from, 'present'),
    });
    expect(existsSync(join(from, 'present/src/present.ts'))).to.equal(true);
    expect(text).to.not.include('cd ');
  });

  const refusals: [string, readonly string[], string][] = [
    ['an unknown kind', ['x', '--kind', 'polcy'], 'There is no kind polcy. Did you mean policy'],
    ['an unknown license', ['x', '-k', 'policy', '-l', 'MTI'], 'There is no license MTI. Did you mean MIT'],
    ['no kind', ['x'], 'Name the kind of the new plugin: --kind environment-from-tables,'],
    ['no folder', ['-k', 'policy'], 'Name the folder of the new plugin'],
    ['two folders', ['x', 'y'], 'Name one folder, not 2: x, y.'],
    [
      'a name in capitals',
      ['Maze', '-k', 'policy'],
      'Maze cannot be a folder here: begin with a letter, and',
    ],
    ['a digit in front', ['1abc', '-k', 'policy'], '1abc cannot be a folder here: begin with a letter'],
    [
      'a name that is too long',
      ['a'.repeat(300), '-k', 'policy'],
      `The name ${'a'.repeat(20)}… has 300 letters: write 214 at most.`,
    ],
    [
      'a folder below a file',
      ['file/x', '-k', 'policy'],
      'file/x cannot be written: a part of its path is a file.',
    ],
    ['the name of a dependency', ['mocha', '-k', 'policy'], 'The new package depends on mocha'],
    [
      'an unknown flag',
      ['x', '--knd', 'policy'],
      "Unknown option '--knd'. See create-pomdp-gym-plugin --help.",
    ],
    ['a folder with files', ['full', '-k', 'policy'], 'full has files in it already'],
    ['a file in the place of the folder', ['file', '-k', 'policy'], 'file is a file'],
  ];
  for (const [what, words, sentence] of refusals) {
    it(`refuses ${what} with a sentence, and writes nothing`, async () => {
      mkdirSync(join(from, 'full'));
      writeFileSync(join(from, 'full/notes.txt'), '');
      writeFileSync(join(from, 'file'), '');
      const refused = await create(...words).catch((error: unknown) => error);
      expect(refused).to.have.property('name', 'InputError');
      expect(refused).to.have.property('message').that.includes(sentence);
      expect(readdirSync(from).sort()).to.deep.equal(['file', 'full']);
      expect(readdirSync(join(from, 'full'))).to.deep.equal(['notes.txt']);
    });
  }

  describe('asks for what is not given', () => {
    const RETURN = '\r';
    const DOWN = '\u001b[B';
    const CONTROL_C = '\u0003';

    /** Presses keys, each once the question that it belongs to is on the screen. */
    async function ask(
      words: readonly string[],
      keys: readonly (readonly [question: string, keys: string])[],
    ) {
      const [input, output] = [new PassThrough(), new PassThrough()];
      let shown = '';
      const waiting = [...keys];
      output.on('data', (data: Buffer) => {
        shown += data.toString();
        if (!waiting[0] || !shown.includes(waiting[0][0])) return;
        const [, pressed] = waiting.shift()!;
        setImmediate(() => input.write(pressed)); // once the question listens
      });
      const done = await createPlugin(words, { from, terminal: { input, output } });
      return { done, shown };
    }

    it('name, kind and license', async () => {
      const { done } = await ask(
        [],
        [
          ['called?', `my-maze${RETURN}`],
          ['kind of plugin', `${DOWN}${RETURN}`],
          ['license?', RETURN],
        ],
      );
      expect(done).to.include('the environment MyMaze-v0');
      const source = readFileSync(join(from, 'my-maze/src/my-maze.ts'), 'utf8');
      expect(source, 'the second kind').to.include('class Pole');
    });

    it('what is left alone', async () => {
      const { shown } = await ask(['x', '-k', 'critic'], [['license?', RETURN]]);
      expect(shown).to.not.include('called?').and.not.include('kind of plugin');
    });

    it('and writes nothing where a question is cancelled', async () => {
      const refused = await ask(['x'], [['kind of plugin', CONTROL_C]]).catch((error: unknown) => error);
      expect(refused).to.have.property('message', 'Nothing was written.');
      expect(readdirSync(from)).to.deep.equal([]);
    });
  });

  it('prints its help, with every kind and with examples', async () => {
    const text = await create('--help');
    for (const name of [...templateNames, 'Examples:']) expect(text).to.include(name);
  });
});
