import type { FiniteModel, ParametricPolicy, StepBatch } from '@pomdp-gym/contracts';
import { InputError } from '@pomdp-gym/contracts';
import { type JointOutcomes, ModelSampler } from '@pomdp-gym/models';
import { AliasRowsBuilder, columnBits } from '@pomdp-gym/numerics';
import { jointRows, type JointRows } from './joint-rows.js';

/** All that the C reference reads: a model and a policy as tables. */
export interface ReferenceTables {
  readonly model: FiniteModel;
  readonly outcomes: JointOutcomes;
  readonly joint: JointRows;
  readonly parameters: Float64Array;
  readonly observations: number;
  /** k: each row of the policy's table has 2^k columns. */
  readonly bits: number;
  /** Three numbers a column, as in `AliasRows`. */
  readonly moveColumns: Int32Array;
  /** φ(y), row by row. */
  readonly features: Float64Array;
  readonly scores: ScoreRows;
}

/** ∇log μ(u | y), row y·A + u, without zeros. */
interface ScoreRows {
  readonly offsets: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float64Array;
}

/** Whether the C reference takes a model: where its joint outcomes are tables, and it has no end. */
export function hasReference(model: FiniteModel): boolean {
  return !model.terminal && new ModelSampler(model).outcomes.kind === 'joint';
}

/** The tables of a model without terminal states, and of a policy that is a softmax linear in features of what is observed. */
export function referenceTables(model: FiniteModel, policy: ParametricPolicy): ReferenceTables {
  const { outcomes } = new ModelSampler(model);
  const table = policy.table?.();
  if (outcomes.kind !== 'joint' || model.terminal || !table)
    throw new InputError(
      'The reference takes models with joint outcomes and no end, and policies with a table.',
    );
  const { observations, actions, probabilities } = table;
  const scores = scoreRows(policy, observations, actions);
  return {
    model,
    outcomes,
    joint: jointRows(model, outcomes),
    parameters: policy.parameters.slice(),
    observations,
    ...moveTable(probabilities, observations, actions),
    features: featuresOf(scores, probabilities, observations, policy.parameters.length / actions),
    scores,
  };
}

function moveTable(probabilities: Float64Array, observations: number, actions: number) {
  const bits = Math.max(1, columnBits(actions));
  const builder = new AliasRowsBuilder();
  const choices = Int32Array.from({ length: actions }, (_, u) => u);
  for (let y = 0; y < observations; y++)
    builder.add(choices, probabilities.subarray(y * actions, (y + 1) * actions), actions);
  return { bits, moveColumns: builder.take().columns };
}

function scoreRows(policy: ParametricPolicy, observations: number, actions: number): ScoreRows {
  const offsets = new Int32Array(observations * actions + 1);
  const indices: number[] = [];
  const values: number[] = [];
  const score = new Float64Array(policy.parameters.length);
  for (let pair = 0; pair < observations * actions; pair++) {
    score.fill(0);
    policy.addScore(oneStep(Math.floor(pair / actions), pair % actions), 0, 1, score);
    score.forEach((value, k) => {
      if (value === 0) return;
      indices.push(k);
      values.push(value);
    });
    offsets[pair + 1] = indices.length;
  }
  return { offsets, indices: Int32Array.from(indices), values: Float64Array.from(values) };
}

function oneStep(observation: number, action: number): StepBatch {
  return {
    length: 1,
    observations: { width: 0, values: Int32Array.of(observation) },
    actions: { width: 0, values: Int32Array.of(action) },
    rewards: new Float64Array(1),
    ending: 'none',
  };
}

/** φ(y) from ∇log μ(0 | y), whose part of action 0 is (1 − μ(0 | y)) φ(y). */
function featuresOf(
  { offsets, indices, values }: ScoreRows,
  probabilities: Float64Array,
  observations: number,
  count: number,
): Float64Array {
  const features = new Float64Array(observations * count);
  const actions = (offsets.length - 1) / observations;
  for (let y = 0; y < observations; y++) {
    const row = y * actions;
    for (let j = offsets[row]!; j < offsets[row + 1]!; j++)
      if (indices[j]! < count) features[y * count + indices[j]!] = values[j]! / (1 - probabilities[row]!);
  }
  return features;
}
