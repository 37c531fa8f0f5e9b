import type { TextStyle } from './text-style.js';
import type { EstimateReport, ModeReport, VarianceReport } from './variance-report.js';

/** How many rows of a table are written; the rest are summed up. */
const SHOWN = 12;

/** A variance and its parts as text for a terminal. */
export function varianceText(title: string, report: VarianceReport, style: TextStyle): string {
  const { eta, estimate, baselines, td } = report;
  const sections = [
    [
      style.bold(title),
      `η = ${short(eta)}; the estimate's mean ${biasText(estimate)}.`,
      `lim T · tr Cov(Δ_T) = ${short(estimate.variance)}`,
    ].join('\n'),
    table('age of credit', ageRows(estimate), estimate.variance, style),
    table('observation', observationRows(report, estimate), estimate.variance, style),
    ...(estimate.byMode ? [table('correlation', modeRows(estimate.byMode), estimate.variance, style)] : []),
    ...(baselines.length > 0 ? [baselineTable(baselines, style)] : []),
    ...(td ? [tdText(td, style)] : []),
  ];
  return sections.join('\n\n');
}

/** A part of a variance. */
export interface PartRow {
  readonly label: string;
  readonly contribution: number;
}

export function ageRows({ byAge }: EstimateReport): PartRow[] {
  const rows = byAge.contributions.map((contribution, age) => ({ label: `${age} steps`, contribution }));
  return [...rows, { label: `more than ${byAge.contributions.length - 1}`, contribution: byAge.older }];
}

export function observationRows({ observed }: VarianceReport, { byObservation }: EstimateReport): PartRow[] {
  return observed.map(({ label }, i) => ({ label, contribution: byObservation[i]! }));
}

export function modeRows({ instant, trace, chain }: NonNullable<EstimateReport['byMode']>): PartRow[] {
  return [
    { label: 'within a step', contribution: instant },
    ...trace.map((mode) => ({ label: `trace, ${modeLabel(mode)}`, contribution: mode.contribution })),
    ...chain.map((mode) => ({ label: `chain, ${modeLabel(mode)}`, contribution: mode.contribution })),
  ];
}

/** λ = .9, λ = .6 ± .3 i, or how many there are from one modulus to another. */
export function modeLabel({ eigenvalues }: ModeReport): string {
  const [first, second] = eigenvalues;
  if (!first) return 'no eigenvalue';
  const imaginary = Math.abs(first.imaginary);
  const one = imaginary > 1e-9 ? `${digits(first.real)} ± ${digits(imaginary)} i` : digits(first.real);
  const pair = second !== undefined && imaginary > 1e-9 && eigenvalues.length === 2;
  if (eigenvalues.length === 1 || pair) return `λ = ${one}`;
  const moduli = eigenvalues.map(({ real, imaginary: i }) => Math.hypot(real, i));
  return `${eigenvalues.length} λ with |λ| from ${digits(moduli.at(-1)!)} to ${digits(moduli[0]!)}`;
}

function table(title: string, rows: readonly PartRow[], total: number, style: TextStyle): string {
  const columns = [
    { title },
    { title: 'contribution', align: 'right' as const },
    { title: 'share', align: 'right' as const },
  ];
  return style.table(
    columns,
    largest(rows).map(({ label, contribution }) => [label, short(contribution), share(contribution / total)]),
  );
}

/** The rows that weigh most in their own order, and the sum of the others. */
export function largest(rows: readonly PartRow[], shown = SHOWN): PartRow[] {
  if (rows.length <= shown) return [...rows];
  const size = ({ contribution }: PartRow) => Math.abs(contribution);
  const kept = new Set([...rows].sort((a, b) => size(b) - size(a)).slice(0, shown - 1));
  const others = rows.filter((row) => !kept.has(row));
  const contribution = others.reduce((sum, row) => sum + row.contribution, 0);
  return [...rows.filter((row) => kept.has(row)), { label: `${others.length} others`, contribution }];
}

function baselineTable(baselines: VarianceReport['baselines'], style: TextStyle): string {
  const whole = baselines[0]!.variance;
  return style.table(
    [
      { title: 'baseline' },
      { title: 'variance', align: 'right' },
      { title: 'removed', align: 'right' },
      { title: 'share removed', align: 'right' },
    ],
    baselines.map(({ baseline, variance, removed }) => [
      baseline,
      short(variance),
      short(removed),
      share(removed / whole),
    ]),
  );
}

function tdText(td: NonNullable<VarianceReport['td']>, style: TextStyle): string {
  const kind = td.discount === 1 ? 'Average-reward TD' : `TD with γ = ${td.discount}`;
  const rows = [
    ['values of the critic, by how often each is met', short(td.criticVariance)],
    ['gradient of an actor on it, the mean of δ z', short(td.actor.variance)],
    ['the same, were the critic known', short(td.criticKnown)],
  ];
  return [
    style.table([{ title: `${kind}, λ = ${td.lambda}` }, { title: 'variance', align: 'right' }], rows),
    `The actor's mean ${biasText(td.actor)}.`,
  ].join('\n');
}

function biasText({ relativeBias }: EstimateReport): string {
  if (relativeBias === null) return 'is not measured against ∇η, which is 0';
  return `is ∇η with a relative bias of ${short(relativeBias)}`;
}

function short(value: number): string {
  return value.toPrecision(5);
}

function digits(value: number): string {
  return String(Number(value.toFixed(4)));
}

function share(value: number): string {
  return `${(100 * value).toFixed(1)} %`;
}
