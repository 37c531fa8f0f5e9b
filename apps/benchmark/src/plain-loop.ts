import { randomStream } from '@pomdp-gym/numerics';

/**
 * The paper's GPOMDP on the three-state problem, written by hand as one would without a gym: the forward recursion with a
 * trace of K numbers, tables of μ and ∇log μ made once (θ does not change), one loop.
 */
export function plainLoop(theta: Float64Array, beta: number, steps: number, seed: number): Float64Array {
  const phi = [
    [12 / 18, 6 / 18],
    [6 / 18, 12 / 18],
    [5 / 18, 5 / 18],
  ];
  const K = 4;
  const firstAction = new Float64Array(3); // μ(a1 | y) · 2³²
  const scores = new Float64Array(3 * 2 * K);
  for (let y = 0; y < 3; y++) {
    const [f, g] = phi[y]!;
    const preference = (theta[0]! - theta[2]!) * f! + (theta[1]! - theta[3]!) * g!;
    const mu = 1 / (1 + Math.exp(-preference));
    firstAction[y] = mu * 2 ** 32;
    scores.set([(1 - mu) * f!, (1 - mu) * g!, -(1 - mu) * f!, -(1 - mu) * g!], (y * 2 + 0) * K);
    scores.set([-mu * f!, -mu * g!, mu * f!, mu * g!], (y * 2 + 1) * K);
  }
  const elsewhere = [1, 0, 1];
  const stay = [0.8 * 2 ** 32, 0.2 * 2 ** 32];
  const environmentRandom = randomStream(seed, 'environment');
  const policyRandom = randomStream(seed, 'policy');
  const z = new Float64Array(K);
  const sum = new Float64Array(K);
  let state = environmentRandom.uint32() % 3;
  for (let t = 0; t < steps; t++) {
    const action = policyRandom.uint32() < firstAction[state]! ? 0 : 1;
    const score = (state * 2 + action) * K;
    state = environmentRandom.uint32() < stay[action]! ? elsewhere[state]! : 2;
    const reward = state === 2 ? 1 : 0;
    for (let k = 0; k < K; k++) {
      z[k] = beta * z[k]! + scores[score + k]!;
      sum[k]! += reward * z[k]!;
    }
  }
  return sum.map((total) => total / steps);
}
