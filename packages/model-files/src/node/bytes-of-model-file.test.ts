import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { InputError } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { bytesOfModelFile } from './bytes-of-model-file.js';

describe('bytesOfModelFile', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pomdp-gym-bytes-'));
  after(() => rmSync(folder, { recursive: true }));
  const at = (name: string) => join(folder, name);

  it('unpacks gzip files, and says where one is damaged', () => {
    const text = Buffer.from('discount: 0.9\n'.repeat(50));
    writeFileSync(at('plain.POMDP'), text);
    writeFileSync(at('packed.POMDP.gz'), gzipSync(text));
    writeFileSync(at('damaged.POMDP.gz'), gzipSync(text).subarray(0, -9));
    expect(Buffer.from(bytesOfModelFile(at('plain.POMDP')))).to.deep.equal(text);
    expect(Buffer.from(bytesOfModelFile(at('packed.POMDP.gz')))).to.deep.equal(text);
    expect(() => bytesOfModelFile(at('damaged.POMDP.gz'))).to.throw(
      InputError,
      'This begins as a gzip file does and cannot be unpacked: it is damaged or cut short.',
    );
    expect(() => bytesOfModelFile(at('none.POMDP'))).to.throw(InputError, 'cannot be read');
  });
});
