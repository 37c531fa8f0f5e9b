import { expect } from 'chai';
import { trials } from './trials.js';

const plugins = [
  { kind: 'policy', id: 'a' },
  { kind: 'policy', id: 'b' },
  { kind: 'solver', id: 'c' },
];
const seedsOf = (spread: readonly string[]) =>
  plugins.map(({ id }) =>
    [...trials(plugins, 6, spread)].flatMap(([plugin, seed]) => (plugin.id === id ? [seed] : [])),
  );

describe('The trials of a sweep', () => {
  it('are every plugin under every seed', () =>
    expect(seedsOf([])).to.deep.equal(plugins.map(() => [1, 2, 3, 4, 5, 6])));

  it('give a spread kind every seed once, seed s to plugin s mod n, and seed 1 to each', () =>
    expect(seedsOf(['policy'])).to.deep.equal([
      [1, 2, 4, 6],
      [1, 3, 5],
      [1, 2, 3, 4, 5, 6],
    ]));
});
