import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { tallyOf } from './tally.js';
import { triedPlugins } from './tried-plugin.js';

const SEEDS = 20;

/** Registers a test for each of these shipped plugins: under 20 fixed seeds no rule is broken, and more than five are decided. */
export function itRefusesNone(names: readonly `${string} ${string}`[]): void {
  for (const name of names)
    it(`${name}: no rule is broken under ${SEEDS} seeds`, async () => {
      const root = fileURLToPath(new URL('../../../..', import.meta.url));
      const plugin = (await triedPlugins(root)).find(({ kind, id }) => `${kind} ${id}` === name);
      expect(plugin, `${name} is not shipped`).to.not.equal(undefined);
      for (let seed = 1; seed <= SEEDS; seed++) {
        const { rules, undecided, broken } = await tallyOf(plugin!, seed);
        expect(broken).to.deep.equal([]);
        expect(rules - undecided).to.be.above(5);
      }
    }).timeout(120_000);
}
