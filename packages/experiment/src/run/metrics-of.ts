import type { Metric, RunSettings } from '@pomdp-gym/contracts';

/** Every metric in words, as tables and sentences name it. */
export const metricNames: Readonly<Record<Metric, string>> = {
  'average-reward': 'average reward',
  'discounted-value': 'value of the start',
  return: 'return',
  length: 'length',
};

/** The metrics of a study, the one to rank by first. */
export function metricsOf({ metrics, evaluation }: Pick<RunSettings, 'metrics' | 'evaluation'>): Metric[] {
  const asked: Metric[] = [
    ...(metrics ?? ['average-reward']),
    ...(evaluation.discounted ? (['discounted-value'] as const) : []),
  ];
  return [...new Set(asked)];
}

/** The metric that agents are ranked and compared in pairs by. */
export function firstMetric(settings: Pick<RunSettings, 'metrics' | 'evaluation'>): Metric {
  return metricsOf(settings)[0] ?? 'average-reward';
}
