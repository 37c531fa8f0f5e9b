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
  return Array.from({ length: count }, () => {
    for (const [task, drawn] of resample.entries()) drawInto(drawn, tasks[task]!, random);
    return statistic(resample);
  });
}

/** Below this many runs one draw of 32 bits is uniform to within 2⁻²². */
const FEW = 1024;

function drawInto(drawn: Float64Array, scores: ArrayLike<number>, random: Random): void {
  const count = scores.length;
  for (let i = 0; i < count; i++) {
    const place = count < FEW ? (random.uint32() / 2 ** 32) * count : random.uniform() * count;
    drawn[i] = scores[Math.floor(place)]!;
  }
}
