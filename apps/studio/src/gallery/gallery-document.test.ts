import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { examples, hashOfExample } from './examples.js';
import { galleryDocument } from './gallery-document.js';
import { stateOf } from '../state/view-state.js';

const DOCUMENT = new URL('../../../../docs/gallery.md', import.meta.url);

describe('The guided examples', () => {
  it('are ten, each with an address of its own that holds its state', () => {
    expect(new Set(examples.map(({ id }) => id)).size).to.equal(10);
    for (const example of examples)
      expect(stateOf(hashOfExample(example))).to.deep.include({ ...example.state, example: example.id });
  });

  it('are what docs/gallery.md lists', () => {
    expect(readFileSync(DOCUMENT, 'utf8')).to.equal(galleryDocument());
  });
});
