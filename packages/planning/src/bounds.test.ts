import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { randomBelief, randomModel, tiger } from '@pomdp-gym/test-problems';
import { BeliefGraph } from './belief-graph.js';
import { blindPolicies } from './blind-policies.js';
import { type PlanningModel, planningModel } from './planning-model.js';
import { fastInformedBound, qmdp } from './q-bounds.js';
import { finish } from './finish.test.support.js';
import { UpperBound } from './upper-bound.js';

const dot = (x: ArrayLike<number>, y: ArrayLike<number>) =>
  Array.from(x).reduce((sum, value, i) => sum + value * y[i]!, 0);

describe('blind policies, QMDP and the fast informed bound', () => {
  it('are known for Tiger: listening for ever is worth −20, QMDP says 189', () => {
    const plan = planningModel(tiger());
    const [listen] = finish(blindPolicies(plan));
    expect(listen![0]).to.be.closeTo(-20, 1e-4);
    const q = finish(qmdp(plan));
    expect(q[0]).to.be.closeTo(189, 1e-3);
    expect(q[1], 'open the tiger’s door, then 200 · .95 for knowing everything').to.be.closeTo(90, 1e-3);
  });

  it('solve their equations, from the right side: residuals by dense loops, to 1e-6 of the largest value', () => {
    for (let seed = 0; seed < 10; seed++) {
      const plan = planningModel(randomModel(seed));
      const [q, informed] = [finish(qmdp(plan)), finish(fastInformedBound(plan, finish(qmdp(plan))))];
      for (let s = 0; s < plan.states; s++) {
        for (let u = 0; u < plan.actions; u++) {
          const at = s * plan.actions + u;
          expect(q[at]! - qmdpBackup(plan, q, s, u)).to.be.within(-1e-9, 1e-5);
          expect(informed[at]! - informedBackup(plan, informed, s, u)).to.be.within(-1e-9, 1e-5);
          expect(informed[at]).to.be.at.most(q[at]! + 1e-9);
        }
      }
      finish(blindPolicies(plan)).forEach((vector, u) => {
        const { offsets, indices, values } = plan.transitions[u]!;
        vector.forEach((value, s) => {
          let next = 0;
          for (let k = offsets[s]!; k < offsets[s + 1]!; k++) next += values[k]! * vector[indices[k]!]!;
          expect(plan.rewards[u]![s]! + plan.discount * next - value).to.be.within(-1e-9, 1e-5);
        });
      });
    }
  });

  it('settle where γ is close to one, by MacQueen’s move: 4 states at .99999', () => {
    const plan = planningModel(randomModel(7, 4, 0.99999));
    const q = finish(qmdp(plan));
    for (let s = 0; s < 4; s++)
      expect(q[s * 3]! - qmdpBackup(plan, q, s, 0)).to.be.within(-1e-7, 1e-5 * Math.abs(q[0]!));
  });
});

function qmdpBackup(
  { transitions, rewards, actions, discount }: PlanningModel,
  q: Float64Array,
  s: number,
  u: number,
) {
  const { offsets, indices, values } = transitions[u]!;
  let next = 0;
  for (let k = offsets[s]!; k < offsets[s + 1]!; k++) {
    const at = indices[k]! * actions;
    next += values[k]! * Math.max(...q.subarray(at, at + actions));
  }
  return rewards[u]![s]! + discount * next;
}

/** Every table read densely, observation by observation. */
function informedBackup(plan: PlanningModel, q: Float64Array, s: number, u: number) {
  const joint = (y: number, next: number) =>
    entry(plan.transitions[u]!, s, next) * entry(plan.observationTables[u]!, next, y);
  let total = 0;
  for (let y = 0; y < plan.observations; y++) {
    const values = Array.from({ length: plan.actions }, (_, v) => {
      let sum = 0;
      for (let next = 0; next < plan.states; next++) sum += joint(y, next) * q[next * plan.actions + v]!;
      return sum;
    });
    total += Math.max(...values);
  }
  return plan.rewards[u]![s]! + plan.discount * total;
}

function entry(table: PlanningModel['transitions'][number], row: number, column: number): number {
  for (let k = table.offsets[row]!; k < table.offsets[row + 1]!; k++)
    if (table.indices[k] === column) return table.values[k]!;
  return 0;
}

describe('UpperBound', () => {
  const plan = planningModel(randomModel(11, 6));
  const random = randomStream(4, 'upper bound');
  /** A convex value function, and informed vectors that lie above it. */
  const vectors = Array.from({ length: 8 }, () =>
    Float64Array.from({ length: 6 }, () => 4 * random.uniform()),
  );
  const truth = (belief: ArrayLike<number>) => Math.max(...vectors.map((vector) => dot(vector, belief)));
  const q = Float64Array.from({ length: 18 }, (_, i) => {
    const share = vectors.filter((_, k) => k % 3 === i % 3);
    return Math.max(...share.map((vector) => vector[Math.floor(i / 3)]!));
  });
  const corners = Float64Array.from({ length: 6 }, (_, s) => Math.max(...q.subarray(3 * s, 3 * s + 3)));
  const add = (graph: BeliefGraph, values: Float64Array) =>
    graph.store.intern(Int32Array.from(values.keys()), values, 0, 6, 1);

  it('bounds a convex function from above, equals it at its points, and beats the usual sawtooth', () => {
    const graph = new BeliefGraph(plan);
    const upper = new UpperBound(graph, plan, q);
    const points: Float64Array[] = [];
    let better = 0;
    for (let i = 0; i < 200; i++) {
      const values = randomBelief(random, 6);
      const belief = add(graph, values);
      const bound = upper.refresh(belief);
      expect(bound).to.be.at.least(truth(values) - 1e-12);
      const usual = sawtooth(values, corners, points, truth);
      expect(bound).to.be.at.most(usual + 1e-12);
      if (bound < usual - 1e-9) better++;
      if (i % 2 === 0) {
        upper.lower(belief, truth(values));
        points.push(values);
        expect(upper.refresh(belief)).to.equal(truth(values));
      }
    }
    expect(better).to.be.greaterThan(20);
  });

  it('gives a belief the same value whenever it is looked at, through compaction of the points too', () => {
    const graph = new BeliefGraph(plan);
    const upper = new UpperBound(graph, plan, q);
    const watched = Array.from({ length: 30 }, () => add(graph, randomBelief(random, 6)));
    const beliefs = Array.from({ length: 60 }, () => randomBelief(random, 6));
    for (let round = 10; round >= 0; round--) {
      for (const values of beliefs) upper.lower(add(graph, values), truth(values) + round / 100);
      for (const belief of watched.slice(0, 10)) upper.refresh(belief);
    }
    expect(upper.points).to.be.at.most(60);
    // One belief lowered over and over fills the log until it is compacted, with all the other points in their last state.
    const busy = randomBelief(random, 6);
    for (let round = 500; round >= 0; round--) upper.lower(add(graph, busy), truth(busy) + round / 1000);
    const late = watched.map((belief) => upper.refresh(belief));
    const afresh = new UpperBound(graph, plan, q);
    for (const values of [...beliefs, busy]) afresh.lower(add(graph, values), truth(values));
    watched.forEach((belief, i) => expect(late[i]).to.be.closeTo(afresh.refresh(belief), 1e-9));
  });
});

/** The sawtooth with corners alone (Hauskrecht 2000), over points with known values. */
function sawtooth(
  belief: Float64Array,
  corners: Float64Array,
  points: readonly Float64Array[],
  value: (point: Float64Array) => number,
): number {
  let best = dot(belief, corners);
  for (const point of points) {
    const ratio = Math.min(1, ...point.map((p, s) => (p > 0 ? belief[s]! / p : Infinity)));
    best = Math.min(best, dot(belief, corners) + ratio * (value(point) - dot(point, corners)));
  }
  return best;
}
