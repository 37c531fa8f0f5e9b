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

/** The belief in which one state has this probability, and the others share the rest as they do in another belief; equally where it is certain of the state. */
export function withProbability(
  belief: readonly number[],
  state: number,
  probability: number,
): readonly number[] {
  const rest = restBeside(belief, state);
  const others = belief.length - 1;
  return belief.map((value, s) => {
    if (s === state) return probability;
    return (1 - probability) * (rest > 0 ? value / rest : 1 / others);
  });
}

/** Which of two beliefs says how the other states share what a state leaves; undefined where both are certain of the state. */
export function sharesBeside(
  state: number,
  { belief, start }: { readonly belief: readonly number[]; readonly start: readonly number[] },
): 'belief' | 'start' | undefined {
  if (restBeside(belief, state) > 0) return 'belief';
  return restBeside(start, state) > 0 ? 'start' : undefined;
}

/** The probability of all states but one. */
function restBeside(belief: readonly number[], state: number): number {
  return belief.reduce((sum, value, s) => (s === state ? sum : sum + value), 0);
}

/** Sums of beliefs may differ from one by rounding. */
const ROUNDING = 1e-9;

/** Whether numbers are a belief over so many states. */
export function isBelief(numbers: readonly number[], states: number): boolean {
  const sum = numbers.reduce((total, value) => total + value, 0);
  return numbers.length === states && numbers.every((value) => value >= 0) && Math.abs(sum - 1) <= ROUNDING;
}
