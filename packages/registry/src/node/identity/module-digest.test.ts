import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { locatePlugin } from '../load-plugin.js';
import { moduleDigest } from './module-digest.js';

/**
 * Odd ways to name `there.js`, each the only one of its module: one that is read with its syntax is read for all. Scripts, the ones
 * with `require`, take remarks of HTML too.
 */
const oddForms: Readonly<Record<string, string>> = {
  'parenthesis.cjs': "(require)('./there.js');",
  'optional.cjs': "require?.('./there.js');",
  'optional-parenthesis.cjs': "((require))?.('./there.js');",
  'remark.cjs': "require /* now */ ('./there.js');",
  'line.cjs': "require // now\n('./there.js');",
  'opening.cjs': "require<!-- now\n('./there.js');",
  'closing.cjs': "require\n--> now\n('./there.js');",
  'backquotes.cjs': 'require(`./there.js`);',
  'url.js': "new URL('./there.js', import.meta.url);",
  'url-parenthesis.js': "new (URL)('./there.js', import.meta.url);",
  'url-remark.js': "new /* a file */ URL /* beside */ ('./there.js', import.meta /* this */ .url);",
  'url-backquotes.js': 'new URL(`./there.js`, import.meta.url);',
  'import-remark.js': "import(/* soon */ './there.js' /* or later */);",
  'import-line.js': "import // now\n('./there.js');",
  'import-with.js': "import('./there.js', { with: { type: 'json' } });",
  'import-parenthesis.js': "import(('./there.js'));",
  'import-backquotes.js': 'import(`./there.js`);',
  'static-with.js': "import there from './there.js' with { type: 'json' };",
  'static-remark.js': "import/* all */* as there from/* here */'./there.js';",
  'export-name.js': "export * as 'all of it' from './there.js';",
  'escape.js': "import './th\\u0065re.js';",
};

/** A plugin of many modules, each loaded in another way. */
const plugin: Readonly<Record<string, string>> = {
  'package.json': '{"name": "lamps", "version": "1.0.0", "type": "module", "exports": "./index.js"}',
  'index.js': "export { default } from './sarsa.js'; import 'linked'; import 'installed'; import 'node:fs';",
  'sarsa.js': "export * from './table.js'; export default 1; const late = () => import('./late.js');",
  'table.js':
    "import { readFileSync } from 'node:fs'; readFileSync(new URL('./model.POMDP', import.meta.url));",
  'late.js':
    "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); require('./old.cjs');",
  'old.cjs':
    "exports.deep = require('./deeper'); exports.near = require /* now */ ('./near'); require?.('./maybe');",
  'deeper.js': '1;',
  'near.js': '1;',
  'maybe.js': '1;',
  'model.POMDP': 'discount: .9',
  'node_modules/installed/package.json': '{"name": "installed", "version": "2.0.0", "exports": "./main.js"}',
  'node_modules/installed/main.js': "require('./inner.js');",
  'node_modules/installed/inner.js': '1;',
  '../linked/package.json': '{"name": "linked", "type": "module", "exports": "./main.js"}',
  '../linked/main.js': "import './inner.js';",
  '../linked/inner.js': '1;',
  'notes.js': 'nothing loads this;',
};

function write(folder: string): string {
  const home = join(folder, 'lamps');
  for (const [path, text] of Object.entries(plugin)) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  }
  symlinkSync(join(folder, 'linked'), join(home, 'node_modules', 'linked'));
  return home;
}

describe('moduleDigest', () => {
  for (const [name, text] of Object.entries(oddForms)) {
    it(`counts the module of ${name}: ${text.replace('\n', ' ⏎ ')}`, () => {
      const folder = mkdtempSync(join(tmpdir(), 'pomdp-gym-digest-'));
      writeFileSync(join(folder, name), text);
      const digestWith = (content: string) => {
        writeFileSync(join(folder, 'there.js'), content);
        return moduleDigest(pathToFileURL(join(folder, name)).href);
      };
      const digests = ['1;', '2;', '1;'].map(digestWith);
      rmSync(folder, { recursive: true });
      expect(digests[1]).to.not.equal(digests[0]);
      expect(digests[2]).to.equal(digests[0]);
    });
  }

  let home: string;
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'pomdp-gym-digest-'));
    home = write(folder);
  });
  after(() => rmSync(folder, { recursive: true }));

  const digest = () => moduleDigest(pathToFileURL(join(home, 'index.js')).href);
  const editing = (path: string): [string, string] => {
    const [file, before] = [join(home, path), digest()];
    const text = readFileSync(file);
    writeFileSync(file, `${text.toString()}\n`);
    const after = digest();
    writeFileSync(file, text);
    return [before, after];
  };

  for (const path of Object.keys(plugin).filter((each) =>
    /(?<!installed\/inner|notes)\.(c?js|POMDP)$/.test(each),
  )) {
    it(`is another one where ${path} is edited`, () => {
      const [before, after] = editing(path);
      expect(after)
        .to.match(/^[0-9a-f]{16}$/)
        .and.not.equal(before);
    });
  }

  it('is the same where a file is edited that nothing loads, or that an installed package keeps to itself', () => {
    for (const path of ['notes.js', 'node_modules/installed/inner.js']) {
      const [before, after] = editing(path);
      expect(after, path).to.equal(before);
    }
  });

  it('counts a file that was missing at first, once it is there', () => {
    const file = join(home, 'late.js');
    const [text, before] = [readFileSync(file), digest()];
    rmSync(file);
    const without = digest();
    writeFileSync(file, text);
    expect(without).to.not.equal(before);
    expect(digest()).to.equal(before);
  });

  it('is another one for another version of an installed package', () => {
    const file = join(home, 'node_modules/installed/package.json');
    const [text, before] = [readFileSync(file, 'utf8'), digest()];
    writeFileSync(file, text.replace('2.0.0', '2.0.1'));
    expect(digest()).to.not.equal(before);
    writeFileSync(file, text);
  });

  it('is the same by a relative path, the absolute one, a link and from a copy elsewhere', () => {
    symlinkSync(home, join(folder, 'link'));
    const copy = mkdtempSync(join(tmpdir(), 'pomdp-gym-digest-'));
    cpSync(folder, copy, { recursive: true, verbatimSymlinks: true });
    try {
      const names = [relative(folder, home), home, './link', join(copy, 'lamps')];
      const digests = names.map((name) => moduleDigest(locatePlugin(name, folder)));
      // The copy's link still leads to the linked package of the first.
      expect(new Set(digests)).to.deep.equal(new Set([digest()]));
    } finally {
      rmSync(copy, { recursive: true });
    }
  });
});
