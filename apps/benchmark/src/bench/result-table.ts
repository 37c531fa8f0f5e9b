import type { CaseResult, Quartiles } from './measure-case.js';

const spread = ({ low, high }: Quartiles) => `(${digits(low)} to ${digits(high)})`;

/** A case as Markdown: its ratios and targets first, then the figures of every side. */
export function resultTable({ name, unit, figures, ratios, targets }: CaseResult): string {
  const verdict = (per: string | undefined) =>
    targets
      .filter((target) => target.per === per)
      .map(({ atMost, met }) => `, at most ${Number(atMost.toPrecision(3))}: ${met ? 'met' : 'missed'}`)
      .join('');
  const [first] = figures;
  const lines = [
    `## ${name}`,
    '',
    ...ratios.map(
      (ratio) => `- ${digits(ratio.median)} × ${ratio.per} ${spread(ratio)}${verdict(ratio.per)}`,
    ),
    ...(verdict(undefined) === '' ? [] : [`- ${digits(first!.median)} ${unit}${verdict(undefined)}`]),
    '',
    `| side | ${unit} | quartiles |`,
    '| --- | --- | --- |',
    ...figures.map((figure) => `| ${figure.side} | ${digits(figure.median)} | ${spread(figure)} |`),
  ];
  return lines.join('\n');
}

function digits(value: number): string {
  const size = Math.abs(value);
  return value.toFixed(size < 0.1 ? 3 : size < 100 ? 2 : 0);
}
