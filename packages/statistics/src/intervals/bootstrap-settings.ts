import type { Random } from '@pomdp-gym/contracts';
import { CONFIDENCE } from '../interval.js';

/** What a stratified bootstrap takes besides scores and an aggregate. */
export interface StratifiedBootstrap {
  readonly random: Random;
  /** 999 by default, so that the ends at 95 % are order statistics. */
  readonly resamples?: number;
  readonly confidence?: number;
}

export function bootstrapDefaults({
  resamples = 999,
  confidence = CONFIDENCE,
}: StratifiedBootstrap): Required<Omit<StratifiedBootstrap, 'random'>> {
  return { resamples, confidence };
}
