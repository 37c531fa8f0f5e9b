import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { statsAt } from './stats-at.js';

describe('statsAt', () => {
  const home = mkdtempSync(join(tmpdir(), 'pomdp-gym-stats-'));
  after(() => rmSync(home, { recursive: true }));

  it('is what is at a path, and undefined where nothing can be', () => {
    writeFileSync(join(home, 'file'), 'four');
    symlinkSync('loop', join(home, 'loop'));
    expect(statsAt(join(home, 'file'))?.size).to.equal(4);
    for (const none of ['none', 'file/below', 'loop', 'a'.repeat(5000)])
      expect(statsAt(join(home, none)), none.slice(0, 9)).to.equal(undefined);
  });
});
