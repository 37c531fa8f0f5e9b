import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { requireWritable } from './writable-path.js';

describe('requireWritable', () => {
  const home = mkdtempSync(join(tmpdir(), 'pomdp-gym-writable-'));
  before(() => {
    mkdirSync(join(home, 'folder'));
    symlinkSync('loop', join(home, 'loop'));
  });
  after(() => rmSync(home, { recursive: true }));

  const refused: readonly [path: string, reason: string][] = [
    ['folder', 'that is a folder. Name a file in it'],
    ['none/below', `there is no folder ${join(home, 'none')}`],
    ['loop', 'its symbolic links lead in a circle'],
    ['a'.repeat(300), 'its name is too long'],
  ];
  for (const [path, reason] of refused) {
    it(`refuses a path where ${reason.replace(home, '…')}`, () => {
      const place = join(home, path);
      expect(() => requireWritable(place)).to.throw(InputError, `${place} cannot be written: ${reason}.`);
    });
  }

  it('takes the name of a new file', () => {
    expect(() => requireWritable(join(home, 'new'))).to.not.throw();
  });
});
