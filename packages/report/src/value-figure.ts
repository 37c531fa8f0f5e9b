import { type FiniteModel, InputError, type ModelLabels, type Policy } from '@pomdp-gym/contracts';
import { type Belief3, beliefTriangle, type Figure, valueFunctionChart } from '@pomdp-gym/figures';
import {
  type AlphaVectorPolicy,
  type DenseVector,
  denseVectors,
  isAlphaVectorPolicy,
} from '@pomdp-gym/planning';

/**
 * The value function of a solution as a picture: over two states its α-vectors and both bounds, over three the best action
 * in every belief.
 *
 * @param upperAt what a model is worth at most: asked for starts all over the picture.
 * @throws InputError for models of other sizes, and policies that are no α-vectors.
 */
export async function valueFigure(policy: Policy, name: string, upperAt: UpperAt): Promise<Figure> {
  if (!isAlphaVectorPolicy(policy) || policy.vectors.length === 0) {
    throw new InputError('The policy of this solver is no set of α-vectors, so it cannot be drawn.');
  }
  requireDrawable(policy.model.model, name);
  return policy.model.model.states === 2
    ? twoStates(policy, name, await upperBound(policy, upperAt))
    : threeStates(policy, name);
}

/** Throws an InputError where beliefs have too many dimensions for a picture, or too few. */
export function requireDrawable({ states }: FiniteModel, name: string): void {
  if (states === 2 || states === 3) return;
  throw new InputError(
    `A value function can be drawn over two or three states; ${name} has ${states}. Its policy graph can be written: --output NAME.svg.`,
  );
}

/** An upper bound on the value of a model from its start. */
export type UpperAt = (model: FiniteModel) => Promise<number>;

interface MarkedValue {
  readonly x: number;
  readonly y: number;
}

/** Stretches between the beliefs that are bounded one by one. */
const STRETCHES = 20;

/** The value is convex, so a chord between upper bounds of two beliefs is one too: what lies above a chord is left out. */
async function upperBound(
  { model: { model, discount } }: AlphaVectorPolicy,
  upperAt: UpperAt,
): Promise<MarkedValue[]> {
  const points: MarkedValue[] = [];
  for (let i = 0; i <= STRETCHES; i++) {
    const x = i / STRETCHES;
    points.push({ x, y: await upperAt({ ...model, discount, start: Float64Array.of(1 - x, x) }) });
  }
  return points.reduce(withChord, []);
}

/** Adds a point to the right of a convex chain, and drops those that then lie above it. */
function withChord(chain: readonly MarkedValue[], point: MarkedValue): MarkedValue[] {
  const kept = [...chain];
  for (let [a, b] = kept.slice(-2); a && b && isAbove(b, a, point); [a, b] = kept.slice(-2)) kept.pop();
  return [...kept, point];
}

function isAbove(point: MarkedValue, left: MarkedValue, right: MarkedValue): boolean {
  const chord = left.y + ((right.y - left.y) * (point.x - left.x)) / (right.x - left.x);
  return point.y >= chord;
}

const label = (labels: ModelLabels, kind: 'states' | 'actions', index: number) =>
  labels[kind]?.[index] ?? `${kind === 'states' ? 'state' : 'action'} ${index}`;

function twoStates(policy: AlphaVectorPolicy, name: string, upper: readonly MarkedValue[]): Figure {
  const { model } = policy;
  const { labels } = model.model;
  return valueFunctionChart({
    name: 'value-function',
    title: `Value function, ${name}`,
    subtitle: `discounted by ${model.discount}; ${policy.vectors.length} α-vectors, coloured by action`,
    state: label(labels, 'states', 1),
    vectors: Array.from(denseVectors(policy), ({ action, values }) => {
      return { action: label(labels, 'actions', action), values: [values[0]!, values[1]!] as const };
    }),
    upper,
  });
}

function threeStates(policy: AlphaVectorPolicy, name: string): Figure {
  const { labels, start } = policy.model.model;
  const vectors = [...denseVectors(policy)];
  const actions = [...new Set(vectors.map(({ action }) => action))].sort((a, b) => a - b);
  return beliefTriangle({
    name: 'best-actions',
    title: `Best actions, ${name}`,
    subtitle: `discounted by ${policy.model.discount}; ${policy.vectors.length} α-vectors`,
    states: [label(labels, 'states', 0), label(labels, 'states', 1), label(labels, 'states', 2)],
    actions: actions.map((action) => label(labels, 'actions', action)),
    bestAction: (belief) => label(labels, 'actions', bestAt(vectors, belief)),
    marked: [{ name: 'start', belief: [start[0]!, start[1]!, start[2]!] }],
  });
}

function bestAt(vectors: readonly DenseVector[], [a, b, c]: Belief3): number {
  const worth = vectors.map(({ values }) => a * values[0]! + b * values[1]! + c * values[2]!);
  return vectors[worth.indexOf(Math.max(...worth))]!.action;
}
