import { barChart, curveChart, type Figure } from '@pomdp-gym/figures';
import type { Report, ReportTable } from './report.js';
import type { EstimateReport, VarianceReport } from './variance-report.js';
import { ageRows, largest, modeRows, observationRows, type PartRow } from './variance-text.js';

/** How many bars of a figure are drawn. */
const BARS = 24;

/** A variance and its parts as a page, TD's beside them. */
export function variancePage(title: string, report: VarianceReport): Report {
  const { estimate, baselines, td } = report;
  return {
    title,
    introduction: [
      `The trace of lim T · Cov of the estimate is ${estimate.variance.toPrecision(6)}; each picture takes it apart into parts that sum to it.`,
    ],
    sections: [
      {
        title: 'By age of credit',
        paragraphs: [
          'What the estimate credits to choices of so many steps before: the covariance of that part with the whole.',
        ],
        figures: [ageFigure(report)],
        tables: [partsTable('age', ageRows(estimate), estimate.variance)],
      },
      {
        title: 'By observation and memory',
        paragraphs: ['Where the scores were made.'],
        figures: [bars('variance-by-observation', 'Variance by observation', observationBars(report))],
        tables: [partsTable('observation', observationRows(report, estimate), estimate.variance)],
      },
      ...modeSection(report),
      ...(baselines.length > 0 ? [baselineSection(baselines)] : []),
      ...(td ? [tdSection(td)] : []),
    ],
  };
}

function ageFigure({ estimate, td }: VarianceReport): Figure {
  const curve = (name: string, { byAge, variance }: EstimateReport) => ({
    name,
    points: byAge.contributions.map((value, x) => ({ x, y: value / variance })),
  });
  return curveChart({
    name: 'variance-by-age',
    title: 'Share of the variance by age of credit',
    x: { title: 'steps between a choice and its reward' },
    y: { title: 'share' },
    panels: [
      {
        curves: [
          curve('the estimate', estimate),
          ...(td ? [curve(`actor-critic, λ = ${td.lambda}`, td.actor)] : []),
        ],
        references: [{ name: 'nothing', y: 0 }],
      },
    ],
  });
}

function observationBars(report: VarianceReport) {
  const { estimate, td } = report;
  return [
    ...barsOf('the estimate', observationRows(report, estimate), estimate.variance),
    ...(td ? barsOf('actor-critic', observationRows(report, td.actor), td.actor.variance) : []),
  ];
}

function modeSection({ estimate, td }: VarianceReport): Report['sections'][number][] {
  if (!estimate.byMode) return [];
  const shown = barsOf('the estimate', modeRows(estimate.byMode), estimate.variance);
  const beside = td?.actor.byMode ? barsOf('actor-critic', modeRows(td.actor.byMode), td.actor.variance) : [];
  return [
    {
      title: 'By mixing mode of the chain',
      paragraphs: [
        'Within a step: the variance of one term. Trace: what later terms owe to the trace that they share with it. Chain: what they owe to where it ' +
          'led. Each by the eigenvalues of the chain; those that are too close to be taken apart are a group.',
      ],
      figures: [bars('variance-by-mode', 'Variance by mixing mode', [...shown, ...beside])],
      tables: [partsTable('correlation', modeRows(estimate.byMode), estimate.variance)],
    },
  ];
}

function baselineSection(baselines: VarianceReport['baselines']): Report['sections'][number] {
  return {
    title: 'What baselines remove',
    tables: [
      {
        columns: ['baseline', 'variance', 'removed', 'share removed'],
        rows: baselines.map(({ baseline, variance, removed }) => [
          baseline,
          variance.toPrecision(5),
          removed.toPrecision(5),
          percent(removed / baselines[0]!.variance),
        ]),
        numeric: [1, 2, 3],
      },
    ],
  };
}

function tdSection(td: NonNullable<VarianceReport['td']>): Report['sections'][number] {
  return {
    title: td.discount === 1 ? 'Average-reward TD' : 'TD',
    paragraphs: [
      `A tabular critic with λ = ${td.lambda} learns on the same path; its values and the gradient of an actor that it serves vary by`,
    ],
    tables: [
      {
        columns: ['', 'variance'],
        rows: [
          ['values, by how often each is met', td.criticVariance.toPrecision(5)],
          ['mean of δ z', td.actor.variance.toPrecision(5)],
          ['mean of δ z, were the critic known', td.criticKnown.toPrecision(5)],
        ],
        numeric: [1],
      },
    ],
  };
}

function partsTable(title: string, rows: readonly PartRow[], total: number): ReportTable {
  return {
    columns: [title, 'contribution', 'share'],
    rows: rows.map(({ label, contribution }) => [
      label,
      contribution.toPrecision(5),
      percent(contribution / total),
    ]),
    numeric: [1, 2],
  };
}

function barsOf(group: string, rows: readonly PartRow[], total: number) {
  return largest(rows, BARS).map(({ label, contribution }) => ({
    label,
    group,
    value: contribution / total,
  }));
}

function bars(name: string, title: string, rows: ReturnType<typeof barsOf>): Figure {
  return barChart({ name, title, x: { title: 'share of the variance', format: '.0%' }, bars: rows });
}

function percent(value: number): string {
  return `${(100 * value).toFixed(1)} %`;
}
