import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const text = (name: string) => readFileSync(join(root, name), 'utf8');

interface Citation {
  readonly 'cff-version': string;
  readonly message: string;
  readonly title: string;
  readonly version: string;
  readonly license: string;
  readonly authors: readonly object[];
  readonly references: readonly { readonly type: string; readonly title: string; readonly year: number }[];
}

describe('CITATION.cff', () => {
  it('has what the format 1.2.0 wants, the version and the licence of the packages, and the paper', () => {
    const cited = parse(text('CITATION.cff')) as Citation;
    const { version } = JSON.parse(text('lerna.json')) as { version: string };
    const { license } = JSON.parse(text('package.json')) as { license: string };
    expect(cited).to.include({ 'cff-version': '1.2.0', title: 'pomdp-gym', version, license });
    expect(cited.message).to.be.a('string').and.not.equal('');
    expect(cited.authors).to.have.length.above(0);
    expect(cited.references.map(({ type, year }) => [type, year])).to.deep.equal([
      ['conference-paper', 2000],
    ]);
    expect(cited.references[0]!.title).to.match(
      /^Reinforcement Learning in POMDP's via Direct Gradient Ascent$/,
    );
  });
});

describe('CHANGELOG.md', () => {
  it('has a part for what is not released yet, by kinds of change', () => {
    expect(text('CHANGELOG.md'))
      .to.match(/^## \[Unreleased\]$/m)
      .and.match(/^### Added$/m)
      .and.match(/^### Changed$/m);
  });
});
