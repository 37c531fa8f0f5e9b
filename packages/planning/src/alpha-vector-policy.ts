import type { Observation, Policy } from '@pomdp-gym/contracts';
import type { AlphaVector } from './alpha-vector.js';
import { BeliefUpdater } from './belief-updater.js';
import type { PlanningModel } from './planning-model.js';

/**
 * Acts by α-vectors: it keeps the exact belief and takes the action of the vector that is best there. An agent like any
 * other: it sees observation indices only, the extra index `nothing yet` among them. Ties go to the vector that comes
 * first, so it needs no chance. Where nothing can be earned any more it takes action 0.
 */
export class AlphaVectorPolicy implements Policy {
  readonly belief: BeliefUpdater;
  private readonly byBlock: AlphaVector[][];
  private readonly places: Int32Array;
  private readonly weights: Float64Array;
  /** α · b of the vectors of the present block. */
  private readonly products: Float64Array;
  private last = -1;

  /**
   * @param proven what the solver has proved that the policy earns from the start, where the vectors' continuations do not
   *   prove it.
   */
  constructor(
    readonly model: PlanningModel,
    readonly vectors: readonly AlphaVector[],
    readonly proven?: number,
  ) {
    this.belief = new BeliefUpdater(model);
    this.places = new Int32Array(model.states);
    this.weights = new Float64Array(model.states);
    this.byBlock = Array.from({ length: model.blockStart.length - 1 }, () => []);
    for (const vector of vectors) this.byBlock[vector.block]!.push(vector);
    this.products = new Float64Array(this.byBlock.reduce((most, { length }) => Math.max(most, length), 0));
  }

  reset(): void {
    this.last = -1;
  }

  act(observation: Observation): number {
    if (this.last < 0) this.belief.begin(observation as number);
    else this.belief.update(this.last, observation as number);
    this.last = this.best()?.action ?? 0;
    return this.last;
  }

  /** The action at a belief: planning states of one block, and their probabilities. The policy then stands at that belief. */
  actionAt(states: Int32Array, probabilities: Float64Array): number {
    this.belief.set(states, probabilities);
    return this.best()?.action ?? 0;
  }

  /** The vector that is best at the present belief; undefined where nothing can be earned. */
  best(): AlphaVector | undefined {
    const { belief, products } = this;
    if (belief.count === 0) return undefined;
    this.readBelief();
    const vectors = this.byBlock[belief.block]!;
    let i = 0;
    for (; i + 4 <= vectors.length; i += 4) this.multiplyFour(vectors, i);
    for (; i < vectors.length; i++)
      products[i] = product(vectors[i]!.values, this.places, this.weights, belief.count);
    let best = 0;
    for (let k = 1; k < vectors.length; k++) if (products[k]! > products[best]!) best = k;
    return vectors[best];
  }

  /** α · b of four vectors in one pass over the belief: twice as fast as one after another. */
  private multiplyFour(vectors: readonly AlphaVector[], first: number): void {
    const { places, weights, products } = this;
    const a = vectors[first]!.values;
    const b = vectors[first + 1]!.values;
    const c = vectors[first + 2]!.values;
    const d = vectors[first + 3]!.values;
    const { count } = this.belief;
    let p = 0;
    let q = 0;
    let r = 0;
    let s = 0;
    for (let i = 0; i < count; i++) {
      const place = places[i]!;
      const weight = weights[i]!;
      p += weight * a[place]!;
      q += weight * b[place]!;
      r += weight * c[place]!;
      s += weight * d[place]!;
    }
    products[first] = p;
    products[first + 1] = q;
    products[first + 2] = r;
    products[first + 3] = s;
  }

  /** α · b */
  value({ values }: AlphaVector): number {
    this.readBelief();
    return product(values, this.places, this.weights, this.belief.count);
  }

  /** The belief as places in its block, and their probabilities. */
  private readBelief(): void {
    const { belief, places, weights, model } = this;
    const shift = belief.count === 0 ? 0 : model.blockStart[belief.block]!;
    for (let i = 0; i < belief.count; i++) {
      const state = belief.states[i]!;
      places[i] = state - shift;
      weights[i] = belief.probability[state]!;
    }
  }
}

function product(values: Float64Array, places: Int32Array, weights: Float64Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += weights[i]! * values[places[i]!]!;
  return sum;
}

/** Whether something is a policy that acts by α-vectors, of whichever copy of this package. */
export function isAlphaVectorPolicy(policy: unknown): policy is AlphaVectorPolicy {
  return typeof policy === 'object' && policy !== null && 'vectors' in policy && 'actionAt' in policy;
}
