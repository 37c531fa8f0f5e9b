import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { makeFolder } from './make-folder.js';

describe('makeFolder', () => {
  const home = mkdtempSync(join(tmpdir(), 'pomdp-gym-make-'));
  after(() => rmSync(home, { recursive: true }));

  it('makes a folder and those above it, and leaves one that is there', () => {
    const path = join(home, 'a', 'b', 'c');
    makeFolder(path);
    makeFolder(path);
    expect(statSync(path).isDirectory()).to.equal(true);
  });

  it('throws where a part of the path is a file', () => {
    writeFileSync(join(home, 'file'), '');
    expect(() => makeFolder(join(home, 'file'))).to.throw('EEXIST');
    expect(() => makeFolder(join(home, 'file', 'below'))).to.throw('ENOTDIR');
    expect(() => makeFolder(join(home, 'file', 'below', 'it'))).to.throw('ENOTDIR');
  });

  it('throws where the system says that the folder above is missing', function () {
    if (!existsSync('/proc/self')) this.skip();
    // A process of its own: in Node 20 a folder that is made the other way never ends, and a timer cannot stop it.
    const code = `import { makeFolder } from ${JSON.stringify(new URL('make-folder.js', import.meta.url).href)};
      try { makeFolder('/proc/pomdp-gym/below'); } catch (error) { console.log(error.code); }`;
    const child = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
      encoding: 'utf8',
      timeout: 30_000,
      killSignal: 'SIGKILL',
    });
    expect([child.signal, child.stdout.trim()]).to.deep.equal([null, 'ENOENT']);
  });
});
