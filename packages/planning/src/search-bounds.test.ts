import { expect } from 'chai';
import { lampCorridor, randomModel, tiger } from '@pomdp-gym/test-problems';
import { initialBounds } from './initial-bounds.js';
import { planningModel } from './planning-model.js';
import { SearchBounds } from './search-bounds.js';
import { finish } from './finish.test.support.js';

/** Backs both bounds up at every belief within `depth` steps, over and over. */
function sweep(model: Parameters<typeof planningModel>[0], depth: number, rounds: number) {
  const plan = planningModel(model);
  const bounds = new SearchBounds(plan, finish(initialBounds(plan)), { precision: 1e-9 });
  const root = bounds.graph.root(plan.roots[0]!);
  const visit = (belief: number, left: number) => {
    const place = bounds.open(belief);
    for (let action = 0; left > 0 && action < plan.actions; action++) {
      bounds.graph.expand(place, action);
      const first = bounds.graph.firstEdge(place, action);
      const end = first + bounds.graph.edgeCount(place, action);
      for (let edge = first; edge < end; edge++) visit(bounds.graph.child[edge]!, left - 1);
    }
    bounds.backupUpper(place);
    bounds.backupLower(place);
  };
  const trace: [number, number][] = [];
  for (let round = 0; round < rounds; round++) {
    visit(root, depth);
    trace.push([bounds.lower.refresh(root), bounds.upper.refresh(root)]);
  }
  return { bounds, root, trace };
}

/**
 * `lampCorridor(1)`: a belief is the count n of `on` over `off`, the odds of the lamp being 4^n. Bet, or look again at γ = .9.
 */
function lampValue(): number {
  const counts = Array.from({ length: 61 }, (_, i) => i - 30);
  const on = counts.map((n) => 1 / (1 + 4 ** -n));
  let values = counts.map(() => 0);
  for (let sweeps = 0; sweeps < 400; sweeps++) {
    values = counts.map((_, i) => {
      const seen = 0.8 * on[i]! + 0.2 * (1 - on[i]!);
      const look = 0.9 * (seen * (values[i + 1] ?? 1) + (1 - seen) * (values[i - 1] ?? 0));
      return Math.max(2 * on[i]! - 1, look);
    });
  }
  return values[30]!;
}

describe('SearchBounds', () => {
  it('narrows monotonically and never crosses', () => {
    for (const model of [tiger(), randomModel(2), lampCorridor(3, true)]) {
      const { trace } = sweep(model, 3, 4);
      trace.forEach(([lower, upper], i) => {
        expect(lower).to.be.at.most(upper + 1e-9);
        if (i === 0) return;
        expect(lower).to.be.at.least(trace[i - 1]![0]);
        expect(upper).to.be.at.most(trace[i - 1]![1]);
      });
    }
  });

  it('closes on the value, which for one cell and a lamp is known by counting reports', () => {
    const { trace } = sweep(lampCorridor(1, true), 7, 6);
    const exact = lampValue();
    expect(trace.at(-1)![0]).to.be.within(exact - 2e-3, exact + 1e-9);
    expect(trace.at(-1)![1]).to.be.within(exact - 1e-9, exact + 2e-3);
  });

  it('keeps an α-vector’s promise: no vector exceeds the upper bound anywhere in the graph', () => {
    const { bounds } = sweep(randomModel(8), 2, 3);
    for (let belief = 0; belief < bounds.graph.store.size; belief++) {
      expect(bounds.lower.refresh(belief)).to.be.at.most(bounds.upper.refresh(belief) + 1e-9);
    }
  });

  it('prunes without losing anything where it looked', () => {
    const { bounds } = sweep(randomModel(9), 2, 3);
    const opened = Array.from(bounds.graph.inner.subarray(0, bounds.graph.innerCount));
    const before = opened.map((belief) => bounds.lower.refresh(belief));
    const held = bounds.lower.vectors;
    bounds.lower.prune(opened);
    expect(bounds.lower.vectors).to.be.below(held);
    expect([...bounds.lower]).to.have.length(bounds.lower.vectors);
    expect(opened.map((belief) => bounds.lower.refresh(belief))).to.deep.equal(before);
  });
});
