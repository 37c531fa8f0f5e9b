import type { ModelDefinition } from '@pomdp-gym/models';
import { dot } from '@pomdp-gym/numerics';
import { scoresByPair } from './gpomdp-simulation.test.support.js';
import type { Softmax } from './softmax.test.support.js';

/** A path up to now: what GPOMDP's recursion has made of it. */
interface Path {
  readonly probability: number;
  readonly state: number;
  readonly observation: number;
  readonly trace: Float64Array;
  readonly sum: Float64Array;
}

interface Recursion {
  readonly definition: ModelDefinition;
  readonly beta: number;
  readonly actions: number;
  /** By observation and action. */
  readonly probabilities: ArrayLike<number>;
  readonly scores: readonly Float64Array[];
}

/** E[Δ_T] and E|Δ_T|² of GPOMDP over all paths of T steps, one by one: the paper's recursion on the functions that define a model. */
export function enumeratedMoments(definition: ModelDefinition, policy: Softmax, beta: number, steps: number) {
  const nothing = new Float64Array(policy.parameters.length);
  const recursion = { definition, beta, ...policy.table(), scores: scoresByPair(policy) };
  let paths = episodeStarts(definition, { probability: 1, trace: nothing, sum: nothing });
  for (let t = 0; t < steps; t++) paths = paths.flatMap((path) => continued(recursion, path));
  const mean = new Float64Array(policy.parameters.length);
  let square = 0;
  for (const { probability, sum } of paths) {
    sum.forEach((value, k) => (mean[k]! += (probability * value) / steps));
    square += (probability * dot(sum, sum)) / steps ** 2;
  }
  return { mean, square };
}

function episodeStarts(
  { start, initialObservation, observations }: ModelDefinition,
  path: Pick<Path, 'probability' | 'trace' | 'sum'>,
): Path[] {
  return [...start].flatMap(([state, probability]) =>
    [...(initialObservation?.(state) ?? [[observations, 1] as const])].map(([observation, seen]) => ({
      ...{ ...path, state, observation },
      probability: path.probability * probability * seen,
    })),
  );
}

function continued(recursion: Recursion, path: Path): Path[] {
  const { definition, beta, actions, probabilities, scores } = recursion;
  return Array.from({ length: actions }, (_, u) => {
    const pair = path.observation * actions + u;
    const trace = path.trace.map((value, k) => beta * value + scores[pair]![k]!);
    return entered(definition, { ...path, trace, probability: path.probability * probabilities[pair]! }, u);
  }).flat();
}

/** The paths that a step with action u makes of one whose trace has the score of u. */
function entered(definition: ModelDefinition, path: Path, u: number): Path[] {
  const { state, trace } = path;
  return [...definition.transition(state, u)].flatMap(([next, moved]) =>
    [...definition.observation(u, next)].flatMap(([observation, seen]) => {
      const reward = definition.reward(state, u, next, observation);
      const sum = path.sum.map((value, k) => value + reward * trace[k]!);
      const probability = path.probability * moved * seen;
      if (!definition.terminal?.(next)) return [{ probability, state: next, observation, trace, sum }];
      return episodeStarts(definition, { probability, trace: new Float64Array(trace.length), sum });
    }),
  );
}
