import { grouped } from '@pomdp-gym/contracts';
import type { Tally } from './tally.js';
import { upperLimit } from './upper-limit.js';

/**
 * The rates at which a sound plugin is refused under one seed, where conformance states one for the whole kind: of an estimator
 * 7.2 · 10⁻⁵ (Student's t of up to 360 components), of what simulates a model 10⁻⁶ (Chernoff and Ville). Of the other kinds rules
 * on what is learnt, drawn or earned have no bound in common.
 */
const statedRates: ReadonlyMap<string, number> = new Map([
  ['environment', 1e-6],
  ['wrapper', 1e-6],
  ['estimator', 7.2e-5],
]);

const HEAD = `| kind | plugin | seeds | rules tried | not decided | broken | refused | upper 95 % limit | stated |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |`;

/** A row a plugin, one a kind and one for all: how often seeds refused it, and the upper limit of that. */
export function alarmTable(tallies: readonly Tally[]): string {
  const names = tallies.flatMap(({ kind, id }) => [`${kind} | ${id}`, `${kind} | all`]);
  const groups = [...new Set(names)].map(
    (name) =>
      [name, tallies.filter(({ kind, id }) => [`${kind} | ${id}`, `${kind} | all`].includes(name))] as const,
  );
  const rows = groups.map(([name, group]) => rowOf(name, group));
  return `${HEAD}\n${rows.join('\n')}\n`;
}

function rowOf(name: string, group: readonly Tally[]): string {
  const sum = (count: (tally: Tally) => number) => group.reduce((total, tally) => total + count(tally), 0);
  const refused = sum(({ broken }) => Number(broken.length > 0));
  const cells = [
    group.length,
    sum(({ rules }) => rules),
    sum(({ undecided }) => undecided),
    sum(({ broken }) => broken.length),
    refused,
  ].map((count) => grouped(count));
  const limit = upperLimit(refused, group.length).toExponential(1);
  return `| ${name} | ${cells.join(' | ')} | ${limit} | ${statedRates.get(group[0]!.kind)?.toExponential(1) ?? 'none stated'} |`;
}
