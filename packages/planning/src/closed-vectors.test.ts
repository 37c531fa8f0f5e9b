import { expect } from 'chai';
import { lampCorridor, randomModel, tiger, trap } from '@pomdp-gym/test-problems';
import type { AlphaVector } from './alpha-vector.js';
import { AlphaVectorPolicy } from './alpha-vector-policy.js';
import { closedVectors } from './closed-vectors.js';
import { attainedValue, continuationGraph } from './continuation-graph.js';
import { initialBounds } from './initial-bounds.js';
import { type PlanningModel, planningModel } from './planning-model.js';
import { policyGraphValue } from './policy-graph-value.js';
import { leastVectors } from './repeated-actions.js';
import { SearchBounds } from './search-bounds.js';
import { finish } from './finish.test.support.js';

/** Backs up at every belief within `depth` steps of the start, over and over, pruning to the start alone each time. */
function backedUp(definition: Parameters<typeof planningModel>[0], depth: number, rounds: number) {
  const plan = planningModel(definition);
  const bounds = new SearchBounds(plan, finish(initialBounds(plan)), { precision: 1e-9 });
  const roots = bounds.roots.map(({ belief }) => belief);
  const visit = (belief: number, left: number) => {
    const place = bounds.open(belief);
    for (let action = 0; left > 0 && action < plan.actions; action++) {
      bounds.graph.expand(place, action);
      const first = bounds.graph.firstEdge(place, action);
      const end = first + bounds.graph.edgeCount(place, action);
      for (let edge = first; edge < end; edge++) visit(bounds.graph.child[edge]!, left - 1);
    }
    bounds.backupLower(place);
  };
  for (let round = 0; round < rounds; round++) {
    for (const root of roots) visit(root, depth);
    bounds.lower.prune(roots);
  }
  return { plan, bounds, roots };
}

/** r(s, u) + γ Σ_s' Σ_y P(s', y | s, u) α_y(s'), by dense loops over all states and observations. */
function denseBackup(plan: PlanningModel, { block, action, next }: AlphaVector, place: number): number {
  const entry = (table: PlanningModel['transitions'][number], row: number, column: number) => {
    for (let k = table.offsets[row]!; k < table.offsets[row + 1]!; k++)
      if (table.indices[k] === column) return table.values[k]!;
    return 0;
  };
  const state = plan.blockStart[block]! + place;
  let value = plan.rewards[action]![state]!;
  for (let successor = 0; successor < plan.states; successor++) {
    for (let y = 0; y < plan.observations; y++) {
      const probability =
        entry(plan.transitions[action]!, state, successor) *
        entry(plan.observationTables[action]!, successor, y);
      if (probability === 0) continue;
      const after = next![y]!;
      expect(after.block).to.equal(plan.blockOf[successor]);
      value += plan.discount * probability * after.values[successor - plan.blockStart[after.block]!]!;
    }
  }
  return value;
}

const models = [
  tiger(),
  randomModel(3),
  randomModel(4, 6, 0.99),
  lampCorridor(3, true),
  lampCorridor(4, false),
  trap(),
];

describe('closedVectors', () => {
  it('are at most their own backup by their own continuations, in every state (dense loops; rounding: 1e-9)', () => {
    for (const model of models) {
      const { plan, bounds } = backedUp(model, 2, 4);
      for (const vector of bounds.closedSet()) {
        vector.values.forEach((value, i) => {
          expect(value).to.be.at.most(denseBackup(plan, vector, i) + 1e-9);
        });
      }
    }
  });

  it('hold every vector that a continuation names, and what the start is worth, whatever was pruned', () => {
    for (const model of models) {
      const { bounds, roots } = backedUp(model, 2, 4);
      const set = bounds.closedSet();
      for (const { next } of set) for (const after of next!) if (after) expect(set).to.include(after);
      const afresh = new Set(set.map(({ values }) => values));
      for (const root of roots) expect(afresh.has(bounds.lower.bestVector(root).values)).to.equal(true);
    }
  });

  it('leave out a dominated vector, and go on with the one above it instead', () => {
    const vector = (action: number, values: number[], next: AlphaVector[] = []): AlphaVector => {
      return { block: 0, action, values: Float64Array.from(values), next };
    };
    const low = vector(0, [0, 1]);
    const [high, other] = [vector(1, [0, 2]), vector(2, [3, 0])];
    const first = vector(3, [1, 0.5], [low, other]);
    const set = closedVectors([first, high]);
    expect(set.map(({ action }) => action)).to.deep.equal([3, 1, 2]);
    expect(set[0]!.next!.map((after) => after!.action)).to.deep.equal([1, 2]);
  });
});

describe('attainedValue', () => {
  it('is L at the start, though nothing but the vector of the start is kept of what L is the maximum of', () => {
    for (const model of models) {
      const { plan, bounds } = backedUp(model, 2, 6);
      const attained = attainedValue(new AlphaVectorPolicy(plan, bounds.closedSet()))!;
      expect(attained).to.be.closeTo(bounds.startLower, 1e-8 * Math.max(1, Math.abs(bounds.startLower)));
    }
  });

  it('is what the continuations are worth as a controller, or less: its value by policyGraphValue', () => {
    for (const model of models) {
      const { plan, bounds } = backedUp(model, 2, 6);
      const policy = new AlphaVectorPolicy(plan, bounds.closedSet());
      const value = finish(policyGraphValue(plan, continuationGraph(policy)!));
      // The value of a graph is iterated from below, to about 1e-6 of its size.
      expect(value).to.be.at.least(attainedValue(policy)! - 2e-6 * Math.max(1, Math.abs(value)));
    }
  });

  it('says nothing of a set without continuations, and −∞ of one that lacks a vector it goes on with', () => {
    const { plan, bounds } = backedUp(trap(), 2, 6);
    const set = bounds.closedSet();
    const bare = set.map(({ block, action, values }) => ({ block, action, values }));
    expect(attainedValue(new AlphaVectorPolicy(plan, bare))).to.equal(undefined);
    const needed = set.find((vector) => set.some(({ next }) => next!.includes(vector) && vector !== set[0]))!;
    const lacking = set.filter((vector) => vector !== needed);
    expect(attainedValue(new AlphaVectorPolicy(plan, lacking))).to.equal(-Infinity);
  });

  it('counts vectors that claim too much: .01 more may add up to .1', () => {
    const { plan, bounds } = backedUp(trap(), 2, 6);
    const sound = bounds.closedSet();
    const before = attainedValue(new AlphaVectorPolicy(plan, sound))!;
    const claiming = sound.map((vector) => ({
      ...vector,
      values: vector.values.map((value) => value + 0.01),
    }));
    const places = new Map(sound.map((vector, i) => [vector, claiming[i]!]));
    for (const vector of claiming)
      Object.assign(vector, { next: vector.next!.map((after) => after && places.get(after)) });
    // Stepping out of the pit ends what can be earned, so that backup gains nothing: an excess of .01, which adds up to .01 / (1 − γ).
    // Both count for the two thirds of the start where something can be earned.
    const attained = attainedValue(new AlphaVectorPolicy(plan, claiming));
    expect(attained).to.be.closeTo(before + (2 / 3) * (0.01 - 0.1), 1e-9);
  });
});

describe('attainedValue of a large set', () => {
  it('is found for 200,000 vectors', () => {
    const plan = planningModel(trap());
    const next: AlphaVector[] = [];
    const vector = (value: number): AlphaVector => {
      return { block: 0, action: 1, values: new Float64Array(2).fill(value), next };
    };
    const vectors = Array.from({ length: 200_000 }, (_, i) => vector(-100 - i));
    next.push(vectors[0]!, vectors[0]!);
    // Two thirds of the start can still earn: the constant −100 is below every plan there.
    expect(attainedValue(new AlphaVectorPolicy(plan, vectors))).to.be.closeTo(-200 / 3, 1e-8);
  });
});

describe('leastVectors', () => {
  it('are a policy that is worth the least that any plan may be worth, at least', () => {
    for (const model of models) {
      const plan = planningModel(model);
      const policy = new AlphaVectorPolicy(plan, leastVectors(plan));
      const [least] = policy.vectors[0]!.values;
      const earning = plan.roots.reduce((sum, { probability }) => sum + probability, 0);
      expect(attainedValue(policy)).to.be.closeTo(earning * least!, 1e-9 * Math.abs(least!));
      expect(finish(policyGraphValue(plan, continuationGraph(policy)!))).to.be.at.least(
        earning * least! - 1e-9,
      );
    }
  });
});
