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
  readonly type: string;
  readonly version: string;
  readonly license: string;
  readonly 'date-released'?: string;
  readonly keywords: readonly string[];
  readonly authors: readonly Readonly<Record<string, string>>[];
  readonly references: readonly { readonly type: string; readonly title: string; readonly year: number }[];
}

/** The keys of the root of a file of the Citation File Format 1.2.0: its schema allows no others. */
const KEYS = [
  ...[
    'abstract',
    'authors',
    'cff-version',
    'commit',
    'contact',
    'date-released',
    'doi',
    'identifiers',
    'keywords',
  ],
  ...[
    'license',
    'license-url',
    'message',
    'preferred-citation',
    'references',
    'repository',
    'repository-artifact',
  ],
  ...['repository-code', 'title', 'type', 'url', 'version'],
];

/** The keys of a person, and of an entity, which must have a name. */
const AUTHOR_KEYS = [
  ...['address', 'affiliation', 'alias', 'city', 'country', 'email', 'family-names', 'fax', 'given-names'],
  ...['name-particle', 'name-suffix', 'orcid', 'post-code', 'region', 'tel', 'website'],
  ...['name', 'date-start', 'date-end', 'location'],
];

describe('CITATION.cff', () => {
  const cited = parse(text('CITATION.cff'), { schema: 'core' }) as Citation;
  const { version } = JSON.parse(text('lerna.json')) as { version: string };
  const { license } = JSON.parse(text('package.json')) as { license: string };

  it('has the keys that the format 1.2.0 requires, and only keys that it knows', () => {
    expect(cited).to.include({ 'cff-version': '1.2.0', title: 'pomdp-gym', type: 'software' });
    expect(cited.message).to.be.a('string').and.not.equal('');
    expect(Object.keys(cited).filter((key) => !KEYS.includes(key))).to.deep.equal([]);
  });

  it('names the version of lerna.json and the licence of package.json', () =>
    expect(cited).to.include({ version, license }));

  it('names the day on which CHANGELOG.md says that the version was released, or none before', () => {
    const heading = new RegExp(`^## \\[${version.replaceAll('.', '\\.')}\\] - (.*)$`, 'm');
    const day = heading.exec(text('CHANGELOG.md'))?.[1];
    expect(cited['date-released']).to.equal(day);
    if (day === undefined) return;
    expect(day).to.match(/^\d{4}-\d{2}-\d{2}$/);
    expect(new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10), 'a day of the calendar').to.equal(day);
  });

  it('names authors as persons or as entities', () => {
    expect(cited.authors).to.have.length.above(0);
    for (const author of cited.authors) {
      expect(Object.keys(author).filter((key) => !AUTHOR_KEYS.includes(key))).to.deep.equal([]);
      expect(author['name'] ?? author['family-names'] ?? author['given-names'] ?? author['alias'])
        .to.be.a('string')
        .and.not.equal('');
    }
  });

  it('has different keywords, and the paper', () => {
    expect(new Set(cited.keywords).size).to.equal(cited.keywords.length).and.to.be.above(0);
    expect(cited.references.map(({ type, year, title }) => [type, year, title])).to.deep.equal([
      ['conference-paper', 2000, "Reinforcement Learning in POMDP's via Direct Gradient Ascent"],
    ]);
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
