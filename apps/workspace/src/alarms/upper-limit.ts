const HALVINGS = 60;

/**
 * The upper 95 % limit of a probability, one-sided, after `events` in `trials` (Clopper and Pearson 1934): the p at which as few
 * are seen with probability .05. With none of n it is 1 − .05^(1/n).
 */
export function upperLimit(events: number, trials: number): number {
  if (events >= trials) return 1;
  let [low, high] = [events / trials, 1];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (atMost(events, trials, middle) > 0.05) low = middle;
    else high = middle;
  }
  return high;
}

/** The probability of at most k events in n trials, each with probability p. */
function atMost(k: number, n: number, p: number): number {
  let term = Math.exp(n * Math.log1p(-p));
  let sum = term;
  for (let i = 1; i <= k; i++) {
    term *= ((n - i + 1) / i) * (p / (1 - p));
    sum += term;
  }
  return sum;
}
