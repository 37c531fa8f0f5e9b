import { grouped } from '@pomdp-gym/contracts';
import { successInterval } from '@pomdp-gym/statistics';
import type { Tally } from './tally.js';

const HEAD = `| kind | plugin | suites | rules decided | not decided | refused | rate | 95 % interval | stated |
| --- | --- | ---: | ---: | ---: | ---: | ---: | --- | ---: |`;

/**
 * A row a plugin and one a kind: in how many suites how many rules were decided, how many suites refused the plugin, that rate with its
 * exact interval, and the rate that the rules state, as a mean over the suites.
 */
export function alarmTable(tallies: readonly Tally[]): string {
  const kinds = [...new Set(tallies.map(({ kind }) => kind))];
  const rows = kinds.flatMap((kind) => rowsOf(kind, tallies));
  return `${HEAD}\n${rows.join('\n')}\n`;
}

function rowsOf(kind: string, tallies: readonly Tally[]): string[] {
  const ofKind = tallies.filter((tally) => tally.kind === kind);
  const ids = [...new Set(ofKind.map(({ id }) => id))];
  const rows = ids.map((name) =>
    rowOf(
      kind,
      name,
      ofKind.filter(({ id }) => id === name),
    ),
  );
  return [...rows, rowOf(kind, `all ${ids.length}`, ofKind)];
}

function rowOf(kind: string, name: string, group: readonly Tally[]): string {
  const sum = (count: (tally: Tally) => number) => group.reduce((total, tally) => total + count(tally), 0);
  const refused = sum(({ broken }) => Number(broken.length > 0));
  const undecided = sum((tally) => tally.undecided.length);
  const { estimate, low, high } = successInterval(refused, group.length);
  const counts = [group.length, sum(({ rules }) => rules) - undecided, undecided, refused];
  const stated = sum((tally) => tally.stated) / group.length;
  const cells = [
    kind,
    name,
    ...counts.map((count) => grouped(count)),
    rate(estimate),
    `${rate(low)} to ${rate(high)}`,
    stated === 0 ? 'no chance' : rate(stated),
  ];
  return `| ${cells.join(' | ')} |`;
}

function rate(value: number): string {
  return value === 0 ? '0' : value.toExponential(1);
}
