import type { RunRecord } from '@pomdp-gym/experiment';
import { type Curve, curveChart } from '@pomdp-gym/figures';
import { interquartileMean, Replicates, sampleEfficiency, type ScorePoint } from '@pomdp-gym/statistics';
import { budgetOf } from './captions.js';
import type { Comparison } from './comparison.js';
import { competingAxis } from './learning-curves.js';
import { ownPlaces } from './mean-curve.js';
import type { ReportFigure } from './report.js';
import { scaledScore, type ScoreScale } from './score-scale.js';

/**
 * The interquartile mean of scores over all environments along the steps: rliable's sample-efficiency curve (Agarwal et al., NeurIPS 2021,
 * figure 7).
 *
 * @param agents those that have finished runs in every environment.
 * @param scales the scores of each environment, by its name.
 * @param optimum what has the score 1.
 */
export function efficiencyFigure(
  agents: readonly string[],
  comparison: Comparison,
  records: readonly RunRecord[],
  scales: ReadonlyMap<string, ScoreScale>,
  optimum: string,
): ReportFigure {
  const { budget } = comparison;
  const curves = agents.map((agent) => {
    const runs = records.filter((record) => record.agent === agent && record.status === 'finished');
    return efficiencyCurve(agent, runs, budget, scales);
  });
  const references = [{ name: optimum, y: 1 }];
  const chart = curveChart({
    name: 'sample-efficiency',
    title: 'Scores while learning, over all environments',
    x: { title: 'steps', domain: [0, budget], format: ',d' },
    y: { title: 'interquartile mean of scores' },
    marks: 'lines',
    order: comparison.agents.map(({ name }) => name),
    width: 620,
    height: 340,
    panels: [{ curves, references, ...competingAxis(curves, references, budget) }],
  });
  const caption = `Sample efficiency: the interquartile mean of the scores of all runs in all environments after each number of steps, from the learning curve of each run; ${budgetOf(comparison)}. A run that has ended counts with its last policy. The table has the scores at the end, with their intervals.`;
  return { ...chart, caption };
}

/** From the first place at which every run has a score. */
function efficiencyCurve(
  name: string,
  runs: readonly RunRecord[],
  budget: number,
  scales: ReadonlyMap<string, ScoreScale>,
): Curve {
  const tasks = [...scales].map(([environment, scale]) => {
    const own = runs.filter((run) => run.environment === environment);
    return Replicates.bySeed(own.map((run) => [run.seed, scoreCurve(run, scale)] as const));
  });
  const begun = Math.max(...tasks.flatMap((task) => task.scores.map(([first]) => first?.[0] ?? Infinity)));
  const places = ownPlaces(runs, budget).filter((place) => place >= begun);
  const values = sampleEfficiency(tasks, interquartileMean, places);
  return { name, points: places.map((x, i) => ({ x, y: values[i]! })) };
}

/** The scores of one run along its steps, the one of its final policy last. */
function scoreCurve({ curve, steps, averageReward }: RunRecord, scale: ScoreScale): readonly ScorePoint[] {
  const last = averageReward === null ? [] : [[steps, averageReward] as const];
  return [...curve.filter(([at]) => at < steps), ...last].map(
    ([at, value]) => [at, scaledScore(value, scale)] as const,
  );
}
