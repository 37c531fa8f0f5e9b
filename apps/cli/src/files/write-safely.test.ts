import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { piecesOfFile } from './pieces-of-file.js';
import { requireWritable } from './writable-path.js';
import { writeSafely } from './write-safely.js';

describe('writeSafely', () => {
  const home = mkdtempSync(join(tmpdir(), 'pomdp-gym-write-'));
  const file = (name: string) => join(home, name);
  after(() => rmSync(home, { recursive: true }));

  const failing = function* (): Generator<string> {
    yield 'x'.repeat(3 << 20);
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), {
      syscall: 'write',
      code: 'ENOSPC',
    });
  };
  const refusal = async (path: string, pieces: Iterable<string>): Promise<string> => {
    try {
      await writeSafely(path, pieces);
    } catch (error) {
      expect(error).to.be.instanceOf(InputError);
      return (error as InputError).message;
    }
    return 'written';
  };

  it('writes the pieces in turn, text and bytes, and returns their size', async () => {
    const pieces = Array.from({ length: 300 }, (_, n) => `${n} ü\n`.repeat(1000));
    const size = await writeSafely(file('a'), [...pieces, Uint8Array.of(33)]);
    const text = readFileSync(file('a'), 'utf8');
    expect(text === `${pieces.join('')}!`).to.equal(true);
    expect(size).to.equal(Buffer.byteLength(text));
    expect([...piecesOfFile(file('a'), 'file')].join('') === text).to.equal(true);
    expect(await writeSafely(file('empty'), [])).to.equal(0);
  });

  it('leaves the old file as it was, and nothing beside it, where writing fails', async () => {
    writeFileSync(file('old'), 'old');
    const before = readdirSync(home);
    expect(await refusal(file('old'), failing())).to.equal(
      `${file('old')} cannot be written: no space is left there.`,
    );
    expect(readFileSync(file('old'), 'utf8')).to.equal('old');
    expect(await refusal(file('new'), failing())).to.contain('no space is left there');
    expect(readdirSync(home)).to.deep.equal(before);
  });

  it('writes what a link leads to', async () => {
    writeFileSync(file('target'), 'old');
    symlinkSync(file('target'), file('link'));
    await writeSafely(file('link'), ['new']);
    expect(readFileSync(file('target'), 'utf8')).to.equal('new');
  });

  it('says that a device is full', async function () {
    if (!existsSync('/dev/full')) this.skip();
    symlinkSync('/dev/full', file('full'));
    expect(await refusal(file('full'), ['x'])).to.contain('cannot be written: no space is left there.');
    expect(existsSync('/dev/full')).to.equal(true);
  });

  it('refuses beforehand what it cannot write', () => {
    mkdirSync(file('folder'));
    writeFileSync(file('plain'), '');
    const said = (path: string, sentence: string) =>
      expect(() => requireWritable(path)).to.throw(InputError, sentence);
    said(file('folder'), 'that is a folder. Name a file in it.');
    said(join(home, 'none', 'x'), `there is no folder ${join(home, 'none')}.`);
    said(join(home, 'plain', 'x'), 'is no folder.');
    expect(() => requireWritable(file('fresh'))).not.to.throw();
  });
});
