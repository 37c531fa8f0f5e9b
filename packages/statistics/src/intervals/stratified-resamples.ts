import type { Random } from '@pomdp-gym/contracts';
import type { TaskScores } from '../aggregates/aggregate.js';

/**
 * A statistic of `count` resamples: within each task, as many runs as it has are drawn with replacement (the stratified
 * bootstrap of Agarwal et al., NeurIPS 2021). The arrays that the statistic is called with are refilled.
 */
export function stratifiedResamples<Found>(
  tasks: TaskScores,
  count: number,
  random: Random,
  statistic: (resample: readonly Float64Array[]) => Found,
): Found[] {
  const resample = tasks.map((scores) => new Float64Array(scores.length));
  const samples = tasks.map((scores) => Float64Array.from(scores));
  const found: Found[] = [];
  while (found.length < count) {
    for (let task = 0; task < samples.length; task++) drawInto(resample[task]!, samples[task]!, random);
    found.push(statistic(resample));
  }
  return found;
}

/** Below this many runs one draw of 32 bits is uniform to within 2⁻²². */
const FEW = 1024;

function drawInto(drawn: Float64Array, scores: Float64Array, random: Random): void {
  const count = scores.length;
  const scale = count / 2 ** 32;
  for (let i = 0; i < count; i++) {
    const place = count < FEW ? random.uint32() * scale : random.uniform() * count;
    drawn[i] = scores[Math.floor(place)]!;
  }
}
