import { finiteModel } from '@pomdp-gym/models';
import { sparseRows } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { period } from './period.js';
import { PolicyAnalysis } from './policy-analysis.js';
import { SPECTRUM_LIMIT } from './spectrum.js';

/** A chain on n nodes with the arcs given, each node's equally likely. */
function chain(n: number, arcs: readonly (readonly [from: number, to: number])[]) {
  return sparseRows(n, n, (x) => {
    const to = arcs.filter(([from]) => from === x);
    return to.map(([, next]): [number, number] => [next, 1 / to.length]);
  });
}

const cycle = (n: number) => Array.from({ length: n }, (_, x): [number, number] => [x, (x + 1) % n]);

describe('period', () => {
  it('is the length of a lone cycle, and the divisor of several', () => {
    expect(period(chain(1, [[0, 0]]), 1, 0)).to.equal(1);
    expect(period(chain(6, cycle(6)), 6, 2)).to.equal(6);
    expect(period(chain(6, [...cycle(6), [3, 0]]), 6, 0)).to.equal(2); // 6 and 4
    expect(period(chain(9, [...cycle(9), [5, 0]]), 9, 4)).to.equal(3); // 9 and 6
    expect(period(chain(9, [...cycle(9), [4, 0]]), 9, 4)).to.equal(1); // 9 and 5
  });

  it('counts no step for the restart', () => {
    // Two nodes and the restart: 0 → 1 → restart → 0 takes two steps.
    expect(period(chain(3, cycle(3)), 2, 0)).to.equal(2);
    expect(period(chain(3, [...cycle(3), [0, 2]]), 2, 0)).to.equal(1);
  });

  it('takes no heed of what is stored with probability 0', () => {
    const rows = chain(2, [...cycle(2), [0, 0]]);
    expect(period(rows, 2, 0)).to.equal(1);
    expect(period({ ...rows, values: Float64Array.of(0, 1, 1) }, 2, 0)).to.equal(2);
  });
});

/** n states in a ring; action 1 stays where it is, with a probability of e^θ or so. */
function ring(states: number, staying: number): PolicyAnalysis {
  const model = finiteModel({
    states,
    actions: 2,
    observations: 1,
    transition: (s, u) => [[u === 0 ? (s + 1) % states : s, 1]],
    observation: () => [[0, 1]],
    initialObservation: () => [[0, 1]],
    reward: (s) => s,
    start: [[0, 1]],
  });
  const probabilities = Float64Array.of(1 - staying, staying);
  return PolicyAnalysis.ofTable(model, { observations: 1, actions: 2, probabilities });
}

describe('the mixing time of a policy', () => {
  it('is Infinity where the chain is periodic, however large', () => {
    for (const states of [2, 7, SPECTRUM_LIMIT + 1])
      expect(ring(states, 0).mixingTime()).to.deep.equal({ steps: Infinity, kind: 'exact' });
  });

  it('is a bound where it is not periodic but almost: one step in 10¹⁷ stays', () => {
    // 1 − 1e-17 is 1 in floating point, so |λ₂| is 1 too: only the graph tells.
    expect(ring(2, 1e-17).mixingTime()).to.deep.equal({ steps: 2 ** 50 + 1, kind: 'lower bound' });
  });
});
