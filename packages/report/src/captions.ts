import { grouped } from '@pomdp-gym/contracts';
import { type ComparedResult, metricNames } from '@pomdp-gym/experiment';
import { measuredCoverage } from '@pomdp-gym/statistics';
import type { ComparedEnvironment, Comparison } from './comparison.js';
import { intervalSentence } from './interval-sentence.js';

/** Captions say what a table or a figure shows, of how many seeds and steps, and how its intervals are made: they stand alone. */

/** Of the final average rewards, as a table or as a chart. */
export function averageCaption({ name, results }: ComparedEnvironment, comparison: Comparison): string {
  return [
    `Average reward a step of the final policies in ${name}: mean over ${seedsOf(results)}, ${budgetOf(comparison)}, with its 95 % interval.`,
    ...simulatedSentence(results.filter(({ runs }) => runs > 0)),
    ...intervalSentence(results.map(({ runs: seeds, interval }) => ({ seeds, interval }))),
    ...boundsSentence(results[0]),
  ].join(' ');
}

/** Of the curves of average rewards while agents learn. */
export function curveCaption({ name, results }: ComparedEnvironment, comparison: Comparison): string {
  const points = results.every(({ runs, exact }) => runs === 0 || exact)
    ? 'the exact average reward of the policy as it stands'
    : 'the average reward: exact for the policy as it stands, or the mean of the steps learnt from where nothing exact can be computed';
  return [
    `Learning curves in ${name}: ${points}, mean over ${seedsOf(results)}, ${budgetOf(comparison)}.`,
    'A run that has ended counts with its last policy.',
    ...bandSentence(results),
    ...boundsSentence(results[0]),
  ].join(' ');
}

/** Of the value of the start, as a table or as a chart. */
export function startCaption({ name, results }: ComparedEnvironment, comparison: Comparison): string {
  const measured = results.flatMap(({ discounted }) => discounted ?? []);
  const [first] = measured;
  const overSeeds = results.map(({ runs: seeds, discounted }) => ({
    seeds,
    interval: discounted?.interval ?? null,
  }));
  return [
    `Value of the start in ${name}, the sum of rewards discounted by ${first?.discount ?? 1} a step: mean over ${seedsOf(results)} of the final policies, ${budgetOf(comparison)}, with its 95 % interval.`,
    ...simulatedSentence(measured),
    ...intervalSentence(overSeeds),
    ...boundsSentence(first),
  ].join(' ');
}

/** Of differences between pairs of agents. */
export function pairCaption({ name, results, pairs }: ComparedEnvironment, what: string): string {
  const metric = metricNames[pairs?.list[0]?.metric ?? 'average-reward'];
  return [
    `${what} in ${name} by the ${metric}, paired by seed over ${seedsOf(results)}.`,
    ...intervalSentence(pairs?.list ?? []),
  ].join(' ');
}

/** `20 seeds`, or `18 to 20 seeds` where runs failed. */
export function seedsOf(results: readonly Pick<ComparedResult, 'runs'>[]): string {
  const counts = results.map(({ runs }) => runs).filter((runs) => runs > 0);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  if (counts.length === 0) return 'no seed';
  return least === most ? `${most} ${most === 1 ? 'seed' : 'seeds'}` : `${least} to ${most} seeds`;
}

export function budgetOf({ budget }: Pick<Comparison, 'budget'>): string {
  return `at most ${grouped(budget)} steps a run`;
}

/** How the bands of curves are made. */
export function bandSentence(results: readonly Pick<ComparedResult, 'runs'>[]): string[] {
  const bands = results.map(({ runs: seeds }) => ({
    seeds,
    interval:
      seeds < 2 ? null : { kind: 'Student t' as const, coverage: measuredCoverage('Student t', seeds) },
  }));
  return intervalSentence(bands, 'Bands of the curves');
}

function simulatedSentence(results: readonly { readonly exact: boolean }[]): string[] {
  if (results.length === 0) return ['No run finished, so there is no value.'];
  if (results.every(({ exact }) => exact)) return ['Every value is exact.'];
  return ['Values marked ~ are simulated, the others exact.'];
}

function boundsSentence(result: Pick<ComparedResult, 'bracket'> | undefined): string[] {
  if (!result?.bracket) return [];
  return [`Bounds on the optimum: ${result.bracket.basis}.`];
}
