import { curveChart, intervalChart } from '@pomdp-gym/figures';
import { meanCurve, placesBetween, type ReportSection } from '@pomdp-gym/report';
import { mean, studentInterval } from '@pomdp-gym/statistics';
import { type Claim, claimExactly, claimWithin, short, thousands } from './claim.js';
import type { Experiment, Findings } from './experiment.js';
import { agents, DISCOUNT, Learnt, problems } from './memoryless-learners.js';

/** Experiment 8: what can be learnt without memory where memory is needed. */
export const tigerAndHallway: Experiment = {
  id: 'tiger-hallway',
  title: 'Tiger and Hallway without memory',
  question:
    'How near do memoryless policies, learnt by GPOMDP, come to the best memoryless policy, and how far is that from the optimum?',
  begin(size, laboratory) {
    const all = problems.map((problem) => new Learnt(problem, size, laboratory));
    return { data: all.flatMap(({ data }) => data), findings: () => findings(all) };
  },
};

function findings(all: readonly Learnt[]): Findings {
  const { runs, ascents } = all[0]!.settings;
  const each = all.map(({ problem: { title, beta, adam }, budget, gradientSteps }) => {
    const T = `T = ${thousands(gradientSteps)} and ${thousands(adam.steps)}`;
    return `${title}: β = ${beta}, ${T}, ${thousands(budget)} steps at most`;
  });
  return {
    method: [
      `${runs} runs of CONJPOMDP and of gradient ascent with Adam's steps for each problem, both by GPOMDP, seeds 1 to ${runs}; ${each.join('; ')}. A softmax with one ` +
        'parameter for each pair of observation and action, and a first action of its own.',
      'What is learnt is the average reward η of going on for ever, restarts included; what the literature tabulates is the value of the ' +
        `start, discounted by ${DISCOUNT}. Both are exact here, for every final policy; the tables and the bracket of the optimum are of the second. ` +
        'Where a problem goes on for ever its very first action, made before anything is seen, leaves no trace in η: it is set to the best one for the value. ' +
        `"Exact gradient" is the best end of ${ascents} ascents by the exact ∇η.`,
    ],
    claims: all.flatMap((learnt) => [bestMemoryless(learnt), needsMemory(learnt), reaches(learnt)]),
    sections: [valueChart(all), curves(all), numbers(all)],
  };
}

/** η and the discounted value are not the same goal: the best of one is near the best of the other. */
function bestMemoryless(learnt: Learnt): Claim {
  const { title, memoryless: expected } = learnt.problem;
  const { value } = learnt.best();
  return claimExactly(
    {
      statement: `${title}: the best memoryless policy is worth ${expected} from the start.`,
      source:
        expected === -20
          ? 'by argument: listen for ever'
          : 'exact gradient ascent on the discounted value, 8 starts',
      mark: 'C',
    },
    'the memoryless policy with the best η found by exact gradients is worth no more, and less by 2 % at most',
    short(value),
    value <= expected + 5e-4 * Math.abs(expected) && value >= expected - 0.02 * Math.abs(expected),
  );
}

function needsMemory(learnt: Learnt): Claim {
  const { title, optimum } = learnt.problem;
  const [lower] = optimum;
  const { value } = learnt.best();
  return claimExactly(
    {
      statement: `${title}: what is best without memory stays below the optimum’s lower bound, ${lower}.`,
      source: 'a bound of a solver, computed for this project',
      mark: 'C',
    },
    'the value of the best memoryless policy that exact gradients found is below it',
    short(value),
    value < lower,
  );
}

/** By the better of the two learners. */
function reaches(learnt: Learnt): Claim {
  const { averageReward: best } = learnt.best();
  const begun = learnt.even;
  const shares = agents.map((agent) => ({
    agent,
    interval: studentInterval(learnt.rewards(agent).map((reward) => (reward - begun) / (best - begun))),
  }));
  const better = shares.reduce((most, each) =>
    each.interval.estimate > most.interval.estimate ? each : most,
  );
  return claimWithin(
    {
      statement: `${learnt.problem.title}: GPOMDP’s estimates lead within 5 % of the best memoryless η, counted from acting evenly.`,
      source: 'what gradient ascent is for',
      mark: 'Q',
    },
    better.interval,
    0.95,
    1.001,
    `the gain in η of ${better.agent} as a share of the gain by the exact gradient`,
  );
}

function valueChart(all: readonly Learnt[]): ReportSection {
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

function curves(all: readonly Learnt[]): ReportSection {
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

function numbers(all: readonly Learnt[]): ReportSection {
  const rows = all.flatMap((learnt) => {
    const { title, memoryless: best, optimum } = learnt.problem;
    const exact = learnt.best();
    return [
      ...agents.map((agent) => [
        title,
        agent,
        withInterval(learnt.rewards(agent)),
        withInterval(learnt.values(agent)),
        thousands(mean(learnt.runs(agent).map(({ steps }) => steps))),
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
