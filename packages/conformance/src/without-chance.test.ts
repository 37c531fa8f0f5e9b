/* eslint-disable no-restricted-syntax -- these tests read what the guard watches */
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { withoutChance } from './without-chance.js';

const here = fileURLToPath(import.meta.url);

/** Patches closeSync as graceful-fs does, runs `work`, and takes the patch away. */
function withPatchedClose(work: () => void): void {
  const close = fs.closeSync;
  fs.closeSync = (fd) => {
    close(fd);
    Date.now();
  };
  try {
    work();
  } finally {
    fs.closeSync = close;
  }
}

describe('withoutChance', () => {
  it('refuses chance and the clock, and gives both back', () => {
    for (const read of [() => Math.random(), () => Date.now(), () => performance.now()])
      expect(() => withoutChance(() => void read())).to.throw('take chance from the stream that is given');
    expect(Math.random()).to.be.within(0, 1);
    expect(Date.now()).to.be.above(0);
  });

  it('lets the file system read the clock when it closes a file', () => {
    let bytes = 0;
    withPatchedClose(() => {
      withoutChance(() => (bytes = fs.readFileSync(here).length));
      expect(() => withoutChance(() => void Date.now())).to.throw('Date.now');
    });
    expect(bytes).to.be.above(0);
  });
});
