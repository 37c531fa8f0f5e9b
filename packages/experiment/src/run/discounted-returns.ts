import type { Environment, Policy } from '@pomdp-gym/contracts';
import { log } from '@pomdp-gym/numerics';
import { type EpisodesSettings, simulateEpisodes } from './simulate-episodes.js';

export type ReturnSettings = EpisodesSettings;

/** Σ_t γ^t r_{t+1} of each of some episodes, which every policy meets alike: see `simulateEpisodes`. */
export async function discountedReturns(
  environment: Environment,
  policy: Policy,
  settings: ReturnSettings,
  signal?: AbortSignal,
  onSign?: () => void,
): Promise<Float64Array> {
  const { returns } = await simulateEpisodes(environment, policy, settings, signal, onSign);
  return returns;
}

/** What can still come after the horizon is less than this part of the range of values. */
const CUT = 1e-4;

/** Steps after which γ^t hardly counts. */
export function horizon(discount: number): number {
  return discount === 0 ? 1 : Math.ceil(log(CUT) / log(discount));
}
