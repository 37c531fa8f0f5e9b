import type { ReportSection } from '@pomdp-gym/report';
import { short } from '@pomdp-gym/reproduction';
import type { ProblemData } from './problem-data.js';

export function sectionsOf(all: readonly ProblemData[]): ReportSection[] {
  return [errors(all), ascents(all), signs(all)].filter(
    ({ tables }) => tables !== undefined && tables[0]!.rows.length > 0,
  );
}

function errors(all: readonly ProblemData[]): ReportSection {
  return {
    title: 'Errors of the gradient',
    paragraphs: [
      'E‖Δ − ∇η‖² / ‖∇η‖². Of auto: the mean over paths with its standard error. Of fixed β: exact, squared bias and asymptotic variance over T; ' +
        'these take the average reward off too, but for the last column. Where paths are short beside the mixing time, the exact figures leave out the start.',
    ],
    tables: [
      {
        columns: [
          'problem',
          'T',
          'auto',
          '±',
          'β chosen (quartiles)',
          'best',
          'at β',
          'auto / best',
          'median',
          'best without baseline',
        ],
        rows: all.flatMap((data) =>
          data
            .errorRows()
            .map((row) => [
              data.name,
              String(row.steps),
              short(row.auto),
              short(row.error),
              row.betas.map(short).join(', '),
              short(row.best),
              String(row.bestBeta),
              short(row.auto / row.best),
              short(row.median),
              short(row.plain),
            ]),
        ),
        numeric: [1, 2, 3, 5, 6, 7, 8, 9],
      },
    ],
  };
}

function ascents(all: readonly ProblemData[]): ReportSection {
  return {
    title: 'Where CONJPOMDP ends',
    paragraphs: [
      'Exact η of the last policy, means over seeds. The best of the grid is chosen by these same runs, which favours it.',
    ],
    tables: [
      {
        columns: [
          'problem',
          'auto',
          'best of the grid',
          'at',
          'auto − best',
          '95 % interval',
          'median of the grid',
        ],
        rows: all.flatMap((data) => {
          const row = data.ascentRow();
          if (!row) return [];
          const { estimate, low, high } = row.difference;
          return [
            [
              data.name,
              short(row.auto),
              short(row.best),
              row.bestName,
              short(estimate),
              `${short(low)} to ${short(high)}`,
              short(row.median),
            ],
          ];
        }),
        numeric: [1, 2, 4, 6],
      },
    ],
  };
}

function signs(all: readonly ProblemData[]): ReportSection {
  return {
    title: 'The sign test at known slopes',
    tables: [
      {
        columns: ['problem', 'searches', 'decided', 'wrong', 'T on average'],
        rows: all.flatMap((data) => {
          const row = data.signRow();
          return row
            ? [[data.name, ...[row.searches, row.decided, row.wrong].map(String), row.steps.toFixed(0)]]
            : [];
        }),
        numeric: [1, 2, 3, 4],
      },
    ],
  };
}
