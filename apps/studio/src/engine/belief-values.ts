/** Σ_s b(s) v(s) */
export function valueAt(values: readonly number[], belief: readonly number[]): number {
  return values.reduce((sum, value, s) => sum + value * belief[s]!, 0);
}

/** The place of the vector that is greatest at a belief, the first of equal ones. */
export function greatestAt(vectors: readonly (readonly number[])[], belief: readonly number[]): number {
  let [best, most] = [0, -Infinity];
  vectors.forEach((values, i) => {
    const product = valueAt(values, belief);
    if (product > most) [best, most] = [i, product];
  });
  return best;
}

/** The belief in which one state has this probability, and the others share the rest as they do in another belief. */
export function withProbability(
  belief: readonly number[],
  state: number,
  probability: number,
): readonly number[] {
  const rest = 1 - belief[state]!;
  const others = belief.length - 1;
  return belief.map((value, s) => {
    if (s === state) return probability;
    return (1 - probability) * (rest > 0 ? value / rest : 1 / others);
  });
}

/** Sums of beliefs may differ from one by rounding. */
const ROUNDING = 1e-9;

/** Whether numbers are a belief over so many states. */
export function isBelief(numbers: readonly number[], states: number): boolean {
  const sum = numbers.reduce((total, value) => total + value, 0);
  return numbers.length === states && numbers.every((value) => value >= 0) && Math.abs(sum - 1) <= ROUNDING;
}
