import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { isOfLoadedPlugin, rememberPlugin } from './loaded-plugins.js';
import { OwnFiles } from './own-files.js';

describe('isOfLoadedPlugin', () => {
  let home: string;
  before(() => {
    // A package.json of the person, above the plugin and a checkout.
    home = realpathSync(mkdtempSync(join(tmpdir(), 'pomdp-gym-loaded-')));
    write('package.json');
    for (const folder of ['gym', 'gym/apps/cli', 'gym/plugins/environments/lamps'])
      write(`${folder}/package.json`);
    rememberPlugin(write('scratch/lamp.js'));
  });
  after(() => rmSync(home, { recursive: true }));

  const write = (path: string) => {
    const file = join(home, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '{}');
    return pathToFileURL(file).href;
  };
  const isPlugins = (path: string, app = 'gym/apps/cli') =>
    isOfLoadedPlugin(join(home, path), new OwnFiles(join(home, app)));

  it('separates the files of a plugin from those of this project in a folder below', () => {
    for (const path of ['scratch/lamp.js', 'bulb.js', 'packages/bulb/dist/index.js'])
      expect(isPlugins(path), path).to.equal(true);
    for (const path of [
      'gym/packages/exact/dist/index.js',
      'gym/packages/exact/src/analysis.ts',
      'gym/plugins/environments/lamps/dist/index.js',
      'gym/apps/cli/bundle/chunk-A.js',
      'gym/node_modules/zod/index.js',
    ])
      expect(isPlugins(path), path).to.equal(false);
  });

  it('excludes this project where it is unpacked as a package', () => {
    expect(isPlugins('unpacked/bundle/chunk-A.js', 'unpacked')).to.equal(false);
    expect(isPlugins('unpacked/bundle/chunk-A.js', 'other')).to.equal(true);
  });

  it('takes the files of a plugin for its own where its entry lies in this project', () => {
    rememberPlugin(write('gym/plugins/environments/lamps/dist/index.js'));
    expect(isPlugins('gym/plugins/environments/lamps/dist/bulb.js')).to.equal(true);
    expect(isPlugins('gym/plugins/environments/other/dist/index.js')).to.equal(false);
    rememberPlugin(write('gym/apps/cli/studies/lamp.js'));
    expect(isPlugins('gym/apps/cli/studies/lamp.js')).to.equal(true);
    expect(isPlugins('gym/apps/cli/dist/main.js')).to.equal(false);
  });

  it('finds this project by itself, whatever plugin lies above it', () => {
    const own = new OwnFiles();
    expect(own.has(fileURLToPath(new URL('main.js', import.meta.url)))).to.equal(true);
    expect(own.has(fileURLToPath(import.meta.resolve('@pomdp-gym/exact')))).to.equal(true);
    expect(own.has(join(home, 'scratch/lamp.js'))).to.equal(false);
  });
});
