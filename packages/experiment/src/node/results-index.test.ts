import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { resultsIndex } from './results-index.js';

describe('resultsIndex', () => {
  let home: string;
  beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'pomdp-gym-index-'))));
  afterEach(() => rmSync(home, { recursive: true }));

  it('is empty where there is nothing', () => {
    expect(resultsIndex(join(home, 'nothing'))).to.deep.equal([]);
  });

  it('refuses a file', () => {
    const file = join(home, 'study.yaml');
    writeFileSync(file, 'environments: []');
    expect(() => resultsIndex(file)).to.throw(InputError, `${file} is a file: give a folder of results`);
  });
});
