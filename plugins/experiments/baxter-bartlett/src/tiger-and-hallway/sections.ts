import { curveChart, intervalChart } from '@pomdp-gym/figures';
import { meanCurve, placesBetween, type ReportSection } from '@pomdp-gym/report';
import { grouped } from '@pomdp-gym/reproduction';
import { mean, studentInterval } from '@pomdp-gym/statistics';
import { agents, DISCOUNT, TrainedAgents } from './data.js';

export function valueChart(all: readonly TrainedAgents[]): ReportSection {
  const rows = all.flatMap((learnt) => {
    const group = learnt.problem.title;
    const { value } = learnt.best();
    return [
      ...agents.map((agent) => {
        const { estimate, low, high } = studentInterval(learnt.values(agent));
        return { label: agent, group, value: estimate, low, high };
      }),
      { label: 'exact gradient', group, value, low: value, high: value },
    ];
  });
  const references = all.flatMap(({ problem: { title: group, memoryless: best, optimum } }) => [
    { group, name: 'best memoryless value', value: best },
    { group, name: 'optimum, at least', value: optimum[0] },
    { group, name: 'optimum, at most', value: optimum[1] },
  ]);
  return {
    title: 'Discounted value from the start',
    paragraphs: [
      'Mean over runs with its 95 % interval, exact for each final policy. What lies between the best memoryless value and the ' +
        'bracket of the optimum is what memory is worth.',
    ],
    figures: [
      intervalChart({
        name: 'tiger-hallway-value',
        title: 'Value of the start without memory',
        subtitle: `discounted by ${DISCOUNT}; mean of ${all[0]!.settings.runs} runs`,
        x: { title: 'discounted value' },
        rows,
        references,
      }),
    ],
  };
}

export function curves(all: readonly TrainedAgents[]): ReportSection {
  return {
    title: 'Average reward while learning',
    paragraphs: [
      'Mean exact η of the iterates with its 95 % interval, and what ascents by the exact gradient end with.',
    ],
    figures: [
      curveChart({
        name: 'tiger-hallway-learning',
        title: 'Learning without memory',
        x: { title: 'steps', scale: 'log', format: '~s' },
        y: { title: 'η' },
        marks: 'lines',
        width: 440,
        height: 280,
        panels: all.map((learnt) => {
          const { title } = learnt.problem;
          const places = placesBetween(learnt.gradientSteps, learnt.budget, 50, 'log');
          return {
            title,
            curves: agents.map((agent) => ({ name: agent, points: meanCurve(learnt.runs(agent), places) })),
            references: [{ name: 'exact gradient', y: learnt.best().averageReward }],
          };
        }),
      }),
    ],
  };
}

export function numbers(all: readonly TrainedAgents[]): ReportSection {
  const rows = all.flatMap((learnt) => {
    const { title, memoryless: best, optimum } = learnt.problem;
    const exact = learnt.best();
    return [
      ...agents.map((agent) => [
        title,
        agent,
        withInterval(learnt.rewards(agent)),
        withInterval(learnt.values(agent)),
        grouped(mean(learnt.runs(agent).map(({ steps }) => steps))),
      ]),
      [title, 'exact gradient of η', exact.averageReward.toFixed(5), exact.value.toFixed(4), ''],
      [title, 'best memoryless, discounted', '', String(best), ''],
      [title, 'optimum', learnt.optimalAverage?.toFixed(4) ?? '', [...new Set(optimum)].join(' to '), ''],
    ];
  });
  return {
    title: 'Numbers',
    tables: [
      {
        columns: [
          'problem',
          'policy',
          'η (95 % interval)',
          'value of the start (95 % interval)',
          'steps of a run',
        ],
        rows,
        numeric: [2, 3, 4],
      },
    ],
  };
}

function withInterval(values: readonly number[]): string {
  const { estimate, low, high } = studentInterval(values);
  return `${estimate.toFixed(4)} (${low.toFixed(4)} to ${high.toFixed(4)})`;
}
