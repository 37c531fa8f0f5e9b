import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { dropCutLine, fileLines, writeLines } from './file-lines.js';

describe('fileLines', () => {
  let home: string;
  before(() => (home = mkdtempSync(join(tmpdir(), 'pomdp-gym-lines-'))));
  after(() => rmSync(home, { recursive: true }));

  const lines = ['θ = 1', '', 'a longer line than a chunk', 'η'];

  for (const chunk of [1, 2, 3, 7, 1024]) {
    it(`reads whole lines ${chunk} bytes at a time, and says how many bytes they have`, () => {
      const file = join(home, `${chunk}`);
      const whole = `${lines.join('\n')}\n`;
      writeFileSync(file, `${whole}cut sh`);
      const read: string[] = [];
      const generator = fileLines(file, chunk);
      let next = generator.next();
      for (; !next.done; next = generator.next()) read.push(next.value);
      expect(read).to.deep.equal(lines);
      expect(next.value).to.equal(Buffer.byteLength(whole));
      dropCutLine(file, next.value);
      expect(readFileSync(file, 'utf8')).to.equal(whole);
    });
  }

  it('refuses a folder in the place of the file', () => {
    expect(() => [...fileLines(home)]).to.throw(
      InputError,
      'is a folder, where a file of lines is expected.',
    );
  });

  it('reads back what writeLines wrote, and nothing where there is no file', () => {
    const file = join(home, 'written');
    writeLines(file, lines);
    expect([...fileLines(file)]).to.deep.equal(lines);
    expect([...fileLines(join(home, 'none'))]).to.deep.equal([]);
  });
});
