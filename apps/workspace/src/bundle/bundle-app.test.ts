import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  copyFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { bundleApp } from './bundle-app.js';

/** A workspace of an app, a package with a file beside its module, and a plugin. */
const files: Readonly<Record<string, string>> = {
  'package.json': '{ "type": "module" }',
  'apps/cli/package.json': '{ "name": "app", "type": "module" }',
  'apps/cli/dist/main.js': `import { shade } from '@pomdp-gym/shade';
import { load } from './shipped-plugins.js';
const worker = new URL('./worker.js', import.meta.url);
console.log(JSON.stringify([shade(), load(), worker.href, new URL('./notes.txt', import.meta.url).href]));
await import(worker);`,
  'apps/cli/dist/worker.js': `import { shade } from '@pomdp-gym/shade';
console.log(shade(), 'in a worker');`,
  'apps/cli/dist/shipped-plugins.js': `import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
export const load = () => require('@pomdp-gym/policy-lamp').default;`,
  'packages/shade/package.json': manifest('@pomdp-gym/shade'),
  'packages/shade/tsconfig.tsbuildinfo': '{}',
  'packages/shade/dist/index.js': `export { shade } from './shade.js';
export { unused } from './unused.js';`,
  'packages/shade/dist/shade.js': `import { readFileSync } from 'node:fs';
export const shade = () => readFileSync(new URL('./colour.txt', import.meta.url), 'utf8');`,
  'packages/shade/dist/colour.txt': 'green',
  'packages/shade/dist/unused.js': `export const unused = 'a value that nobody uses';`,
  'plugins/policies/lamp/tsconfig.tsbuildinfo': '{}',
  'package-lock.json': '{}',
  'plugins/policies/lamp/package.json': manifest('@pomdp-gym/policy-lamp'),
  'plugins/policies/lamp/dist/index.js': `import { shade } from '@pomdp-gym/shade';
export default \`a lamp in \${shade()}\`;`,
};

const links = { '@pomdp-gym/shade': 'packages/shade', '@pomdp-gym/policy-lamp': 'plugins/policies/lamp' };

function manifest(name: string): string {
  return JSON.stringify({ name, type: 'module', exports: './dist/index.js' });
}

describe('The bundle of the app', () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'bundle-')));

  before(async () => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    mkdirSync(join(root, 'node_modules/@pomdp-gym'), { recursive: true });
    for (const [name, folder] of Object.entries(links))
      symlinkSync(join(root, folder), join(root, 'node_modules', name));
    await bundleApp(root, ['@pomdp-gym/policy-lamp']);
  });

  after(() => rmSync(root, { recursive: true }));

  it('runs as the modules do: files beside a module are found, plugins and the program of threads are loaded', () => {
    const output = execFileSync(process.execPath, [join(root, 'apps/cli/bundle/main.js')], {
      encoding: 'utf8',
    });
    const [main = '', worker] = output.split('\n');
    expect(JSON.parse(main)).to.deep.equal([
      'green',
      'a lamp in green',
      pathToFileURL(join(root, 'apps/cli/bundle/worker.js')).href,
      pathToFileURL(join(root, 'apps/cli/dist/notes.txt')).href,
    ]);
    expect(worker).to.equal('green in a worker');
  });

  it('leaves out what nobody uses', () => {
    const text = readFileSync(join(root, 'apps/cli/bundle/main.js'), 'utf8');
    expect(text).not.to.include('a value that nobody uses');
  });

  it('names the times of the packages inside and of the lockfile, by paths relative to itself', () => {
    const builds: unknown = JSON.parse(readFileSync(join(root, 'apps/cli/bundle/builds.json'), 'utf8'));
    const paths = [
      'packages/shade/tsconfig.tsbuildinfo',
      'plugins/policies/lamp/tsconfig.tsbuildinfo',
      'package-lock.json',
    ];
    expect(builds).to.deep.equal(
      Object.fromEntries(paths.map((path) => [`../../../${path}`, statSync(join(root, path)).mtimeMs])),
    );
  });

  describe('and the command', () => {
    const stamps = ['packages/shade', 'plugins/policies/lamp'].map(
      (folder) => `${folder}/tsconfig.tsbuildinfo`,
    );
    const command = fileURLToPath(new URL('../../../cli/bin/pomdp-gym.js', import.meta.url));
    before(() => {
      mkdirSync(join(root, 'apps/cli/bin'));
      copyFileSync(command, join(root, 'apps/cli/bin/pomdp-gym.js'));
      const fits = fileURLToPath(new URL('../../../cli/dist/bundle-fits.js', import.meta.url));
      copyFileSync(fits, join(root, 'apps/cli/dist/bundle-fits.js'));
      writeFileSync(join(root, 'apps/cli/dist/main.js'), "console.log('modules');");
    });

    const run = () =>
      execFileSync(process.execPath, [join(root, 'apps/cli/bin/pomdp-gym.js')], { encoding: 'utf8' });
    const write = (path: string, text: string, time: number) => {
      writeFileSync(join(root, path), text);
      utimesSync(join(root, path), time, time);
    };

    beforeEach(async () => {
      writeFileSync(join(root, 'apps/cli/dist/main.js'), "console.log('bundle');");
      for (const path of [...stamps, 'package-lock.json']) write(path, '{}', 1000);
      await bundleApp(root, ['@pomdp-gym/policy-lamp']);
      writeFileSync(join(root, 'apps/cli/dist/main.js'), "console.log('modules');");
    });

    it('runs it where nothing was compiled or installed since', () => {
      expect(run()).to.equal('bundle\n');
    });

    for (const path of [stamps[0]!, stamps[1]!, 'package-lock.json']) {
      it(`runs the modules where ${path} has another time, later or earlier, or is gone`, () => {
        for (const time of [2000, 500]) {
          write(path, '{}', time);
          expect(run(), `${time}`).to.equal('modules\n');
        }
        rmSync(join(root, path));
        expect(run()).to.equal('modules\n');
      });
    }

    it('runs it where there are no build stamps at all, as in an installed package', () => {
      for (const path of stamps) rmSync(join(root, path));
      write('package-lock.json', '{}', 2000);
      expect(run()).to.equal('bundle\n');
    });
  });
});
