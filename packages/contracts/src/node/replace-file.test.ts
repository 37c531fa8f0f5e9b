import {
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
import { expect } from 'chai';
import { replaceFile } from './replace-file.js';

describe('replaceFile', () => {
  let home: string;
  let file: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-replace-'));
    file = join(home, 'figures.json');
    writeFileSync(file, 'old');
  });
  afterEach(() => rmSync(home, { recursive: true }));

  /** Writes a part, and fails as a full disk does. */
  const full = (beside: string) => {
    writeFileSync(beside, 'ne');
    throw new Error('ENOSPC');
  };

  it('puts the new file in the place of the old one', () => {
    replaceFile(file, (beside) => writeFileSync(beside, 'new'));
    expect([readdirSync(home), readFileSync(file, 'utf8')]).to.deep.equal([['figures.json'], 'new']);
  });

  it('leaves the old file alone and nothing beside it where the write fails, whatever the name of the new one', () => {
    for (const beside of [undefined, `${file}.17`]) {
      expect(() => replaceFile(file, full, beside)).to.throw('ENOSPC');
      expect([readdirSync(home), readFileSync(file, 'utf8')]).to.deep.equal([['figures.json'], 'old']);
    }
  });

  it('throws the error of the write where a link to itself stands in the place of the new file', () => {
    symlinkSync('figures.json.new', `${file}.new`);
    const fails = () => {
      throw new Error('ENOSPC first');
    };
    expect(() => replaceFile(file, fails)).to.throw('ENOSPC first');
    expect(readFileSync(file, 'utf8')).to.equal('old');
  });

  it('leaves nothing beside it where the new file cannot take its place', () => {
    rmSync(file);
    mkdirSync(join(file, 'inside'), { recursive: true });
    expect(() => replaceFile(file, (beside) => writeFileSync(beside, 'new'))).to.throw('EISDIR');
    expect(readdirSync(home)).to.deep.equal(['figures.json']);
  });
});
