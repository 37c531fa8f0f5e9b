import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tiger } from '@pomdp-gym/test-problems';
import { expect } from 'chai';
import type { Bracket } from '../bracket-ends.js';
import { bracketFolder } from './bracket-folder.js';

describe('bracketFolder', () => {
  it('leaves nothing behind where a bracket cannot be kept, and says so once', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pomdp-gym-unkept-'));
    const said: string[] = [];
    const store = bracketFolder(folder, '1', (sentence) => said.push(sentence));
    const key = { model: tiger(), criterion: 'discounted', backups: 1 } as const;
    const bracket: Bracket = { ...found, criterion: 'discounted' };
    store.keep(key, bracket);
    expect(store.read(key)).to.deep.equal(bracket);
    const [name = ''] = readdirSync(folder);
    rmSync(join(folder, name));
    mkdirSync(join(folder, name));
    store.keep(key, bracket);
    store.keep(key, bracket);
    expect(readdirSync(folder)).to.deep.equal([name]);
    expect(said).to.have.length(1);
    expect(said[0]).to.match(/^Brackets are not kept in .* for another time: EISDIR/);
    rmSync(folder, { recursive: true });
  });
});

const found = { lower: 1, upper: 2, by: { lower: 'a', upper: 'b' }, basis: 'two backups' } as const;
