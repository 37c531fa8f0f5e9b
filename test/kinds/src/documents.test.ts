import { readFileSync } from 'node:fs';
import { kindNames, kinds } from '@pomdp-gym/contracts';
import { expect } from 'chai';

/** Documents that list the kinds. */
const documents = [
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'packages/contracts/README.md',
  'packages/conformance/README.md',
];

describe('Documents that list the kinds', () => {
  for (const document of documents) {
    it(`${document} names every kind of the table`, () => {
      const text = readFileSync(new URL(`../../../${document}`, import.meta.url), 'utf8').toLowerCase();
      const missing = kindNames(kinds).filter(
        (kind) => ![kind, kinds[kind].plural].some((word) => text.includes(word)),
      );
      expect(missing).to.deep.equal([]);
    });
  }
});
