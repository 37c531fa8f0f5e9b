import { parseHTML } from 'linkedom';

/** A document for the views of the page in Node.js. Import it before them: they read it, and the address, from global names. */
export const { document } = parseHTML('<!doctype html><html><body></body></html>');

const nothing = (): void => undefined;

Object.assign(globalThis, {
  document,
  location: { hash: '' },
  history: { replaceState: nothing },
  addEventListener: nothing,
  removeEventListener: nothing,
});
