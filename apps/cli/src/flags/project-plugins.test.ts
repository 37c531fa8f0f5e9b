import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { projectPlugins } from './project-plugins.js';

describe('The plugins of a project', () => {
  let folder: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'pomdp-gym-project-')));
    mkdirSync(join(folder, 'deep/er'), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (text: string) => writeFileSync(join(folder, 'package.json'), text);

  it('are those of the nearest package.json, its paths as they are from the folder', () => {
    write('{ "pomdp-gym": { "plugins": [".", "./lamps", "installed", "@scope/installed"] } }');
    expect(projectPlugins(folder)).to.deep.equal(['.', './lamps', 'installed', '@scope/installed']);
    const below = projectPlugins(join(folder, 'deep/er'));
    expect(below).to.deep.equal(['../..', '../../lamps', 'installed', '@scope/installed']);
    writeFileSync(join(folder, 'deep/package.json'), '{}');
    expect(projectPlugins(join(folder, 'deep/er'))).to.deep.equal([]);
  });

  it('are an empty list where package.json has no such field', () => {
    for (const text of ['{}', '{ "pomdp-gym": {} }', '{ "dependencies": { "pomdp-gym": "1" } }']) {
      write(text);
      expect(projectPlugins(folder), text).to.deep.equal([]);
    }
  });

  it('are read from a file that begins with a byte order mark', () => {
    write('\uFEFF{ "pomdp-gym": { "plugins": ["installed"] } }');
    expect(projectPlugins(folder)).to.deep.equal(['installed']);
  });

  it('are refused in one sentence where the field is no list of names, and where the file is no JSON', () => {
    for (const field of [
      '["a"]',
      '{ "plugins": "a" }',
      '{ "plugins": [1] }',
      '{ "plugins": [""] }',
      'null',
    ]) {
      write(`{ "pomdp-gym": ${field} }`);
      expect(() => projectPlugins(folder), field)
        .to.throw('"pomdp-gym": { "plugins": ["./my-plugin", "installed-package"] }')
        .with.property('name', 'InputError');
    }
    write('{');
    expect(() => projectPlugins(folder))
      .to.throw(`The manifest ${join(folder, 'package.json')} cannot be read`)
      .with.property('name', 'InputError');
  });
});
