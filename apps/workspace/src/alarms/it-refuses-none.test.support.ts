import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { type CheckResult, runChecks } from '@pomdp-gym/conformance';
import { tallyOfChance } from './tally.js';
import { type TriedPlugin, triedPlugins } from './tried-plugin.js';

/**
 * Registers two tests for each of these shipped plugins: under the seeds from 1 on no rule is broken, and every rule without a rate of false
 * alarms gives two seeds the same verdict, with the same sentence.
 */
export function itRefusesNone(names: readonly `${string} ${string}`[], seeds: number): void {
  for (const name of names) {
    it(`${name}: no rule is broken under ${seeds} seeds`, async () => {
      const plugin = await pluginOf(name);
      for (let seed = 1; seed <= seeds; seed++)
        expect((await tallyOfChance(plugin, seed)).broken).to.deep.equal([]);
    }).timeout(120_000);

    it(`${name}: what states no rate of false alarms comes out alike under two seeds`, async () => {
      const plugin = await pluginOf(name);
      const [one, two] = [await verdictsOf(plugin, 1), await verdictsOf(plugin, 2)];
      expect(one.filter(({ verdict }) => verdict === 'passed').length).to.be.above(5);
      expect(one.filter(({ verdict }) => verdict === 'broken')).to.deep.equal([]);
      expect(two).to.deep.equal(one);
    }).timeout(120_000);
  }
}

async function pluginOf(name: string): Promise<TriedPlugin> {
  const root = fileURLToPath(new URL('../../../..', import.meta.url));
  const plugin = (await triedPlugins(root)).find(({ kind, id }) => `${kind} ${id}` === name);
  expect(plugin, `${name} is not shipped`).to.not.equal(undefined);
  return plugin!;
}

type Outcome = Omit<CheckResult, 'thrown'>;

/** The results of the rules without a rate. */
async function verdictsOf(plugin: TriedPlugin, seed: number): Promise<readonly Outcome[]> {
  const results: Outcome[] = [];
  const certain = plugin.checks(seed).filter(({ falseAlarmRate }) => falseAlarmRate === undefined);
  for await (const { thrown, ...outcome } of runChecks(certain)) {
    void thrown;
    results.push(outcome);
  }
  return results;
}
