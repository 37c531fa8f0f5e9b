import { mean } from '@pomdp-gym/statistics';

/** Spearman's rank correlation, ties with their mean rank; 1 where either is the same throughout, or there are fewer than two. */
export function rankCorrelation(x: readonly number[], y: readonly number[]): number {
  const [a, b] = [centredRanks(x), centredRanks(y)];
  const scale = Math.sqrt(product(a, a) * product(b, b));
  return scale === 0 ? 1 : product(a, b) / scale;
}

function centredRanks(values: readonly number[]): number[] {
  const ranks = values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const same = values.filter((other) => other === value).length;
    return below + (same - 1) / 2;
  });
  const middle = mean(ranks);
  return ranks.map((rank) => rank - middle);
}

function product(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
