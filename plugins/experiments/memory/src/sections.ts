import { curveChart, type Panel } from '@pomdp-gym/figures';
import type { ReportSection } from '@pomdp-gym/report';
import { short } from '@pomdp-gym/reproduction';
import type { MemoryValues } from './data.js';
import { samplingOf } from './sampling.js';

export function chart(all: readonly MemoryValues[]): ReportSection {
  return {
    title: 'What a memory is worth',
    paragraphs: [
      'Means over seeds with their quartiles, the best of them, and means of agents of another program with as many memory ' +
        'states. Lines across are the bounds between which a solver has the optimum.',
    ],
    figures: [
      curveChart({
        name: 'memory-value',
        title: 'Discounted value of the start by memory nodes',
        x: { title: 'nodes', scale: 'log', ticks: [1, 2, 4, 8] },
        y: { title: 'value' },
        marks: 'both',
        interval: 'bars',
        width: 300,
        height: 220,
        panels: all.map(panel),
      }),
    ],
  };
}

function panel(values: MemoryValues): Panel {
  const { title, reported } = values.problem;
  const { lower, upper } = values.bracket;
  const ends = values.nodes.map((x) => ({ x, found: values.of(x)! }));
  const theirs = reported
    ? [{ x: 1, y: reported.memoryless }].concat(
        Object.entries(reported.byStates).map(([states, { mean }]) => ({ x: Number(states), y: mean })),
      )
    : [];
  return {
    title,
    curves: [
      {
        name: 'mean',
        points: ends.map(({ x, found: { mean: y, quartiles } }) => ({
          x,
          y,
          low: quartiles[1]!,
          high: quartiles[3]!,
        })),
      },
      { name: 'best', points: ends.map(({ x, found }) => ({ x, y: found.values.at(-1)! })) },
      ...(theirs.length > 0 ? [{ name: 'λ-discrepancy, mean', points: theirs }] : []),
    ],
    references: [
      { name: 'optimum, at least', y: lower },
      { name: 'optimum, at most', y: upper },
    ],
  };
}

export function numbers(all: readonly MemoryValues[]): ReportSection {
  return {
    title: 'Numbers',
    paragraphs: [
      'One random start a seed, no choice among them: the mean, and the whole distribution as its least value, quartiles and ' +
        'greatest value.',
    ],
    tables: [
      {
        columns: [
          'problem',
          'nodes',
          'seeds',
          'mean',
          'least, quartiles, greatest',
          'gradients',
          'λ-discrepancy: mean [best]',
          'search',
          'optimum',
        ],
        rows: all.flatMap(rowsOf),
        numeric: [1, 2, 3, 5],
      },
    ],
  };
}

function rowsOf(values: MemoryValues): string[][] {
  const { title, reported, search } = values.problem;
  const { lower, upper } = values.bracket;
  const rounded = (value: number) => short(Math.abs(value) < 1e-9 * Math.abs(upper) ? 0 : value);
  return values.nodes.map((nodes) => {
    const { mean, quartiles, gradients } = values.of(nodes)!;
    const theirs = reported?.byStates[nodes];
    const memoryless = nodes === 1 && reported ? short(reported.memoryless) : '';
    return [
      title,
      String(nodes),
      String(values.seeds),
      rounded(mean),
      quartiles.map(rounded).join(', '),
      gradients.toFixed(0),
      theirs ? `${short(theirs.mean)} [${short(theirs.best)}]` : memoryless,
      search ? String(search.value) : '',
      `${short(lower)} to ${short(upper)}`,
    ];
  });
}

/** What samples come to, where controllers climb from them. */
export function fromSamples(all: readonly MemoryValues[]): ReportSection[] {
  const tried = all.flatMap((values) => (values.sampled ? [{ values, sampled: values.sampled }] : []));
  if (tried.length === 0) return [];
  const columns = [
    'problem',
    'nodes',
    'seeds',
    'steps',
    'mean',
    'least, quartiles, greatest',
    'exact mean',
    'how',
  ];
  return [
    {
      title: 'From samples',
      paragraphs: ['The last iterate of one random start a seed, beside what exact gradients come to.'],
      tables: [
        {
          columns,
          rows: tried.map(({ values, sampled: { nodes, values: ends, steps, mean, quartiles } }) => [
            values.problem.title,
            String(nodes),
            String(ends.length),
            steps.toFixed(0),
            short(mean),
            quartiles.map(short).join(', '),
            short(values.of(nodes)!.mean),
            `T ${samplingOf(values.problem.sampling).steps}, ${samplingOf(values.problem.sampling).text}`,
          ]),
          numeric: [1, 2, 3, 4, 6],
        },
      ],
    },
  ];
}
