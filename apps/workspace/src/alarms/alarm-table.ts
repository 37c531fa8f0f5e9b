import { grouped } from '@pomdp-gym/contracts';
import type { Tally } from './tally.js';
import { upperLimit } from './upper-limit.js';

/**
 * The rates at which a sound plugin is refused under one seed, as conformance states them: of an estimator 7.2 · 10⁻⁵ (Student's t of up to 360
 * components), of the other kinds 10⁻⁶ (Chernoff, Ville, Bernstein and Hoeffding bounds).
 */
export function statedRate(kind: string): number {
  return kind === 'estimator' ? 7.2e-5 : 1e-6;
}

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
  return `| ${name} | ${cells.join(' | ')} | ${limit} | ${statedRate(group[0]!.kind).toExponential(1)} |`;
}
