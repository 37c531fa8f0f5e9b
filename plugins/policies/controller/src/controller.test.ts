import type { Spaces } from '@pomdp-gym/contracts';
import { describePolicy } from '@pomdp-gym/conformance';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { controllerPolicy } from './spec.js';

describePolicy(controllerPolicy);
describePolicy(controllerPolicy, { options: { action: 'after', nodes: 3 } });
describePolicy(controllerPolicy, { options: { structure: 'sparse', successors: 2 } });
describePolicy(controllerPolicy, {
  options: { structure: 'sparse', successors: 2, nodes: 5, action: 'after' },
});

const spaces: Spaces = {
  observationSpace: { kind: 'discrete', size: 3 },
  actionSpace: { kind: 'discrete', size: 2 },
};
const make = (options: object = {}, given = spaces, seed = 1) =>
  controllerPolicy.create(
    controllerPolicy.options.parse(options),
    given,
    undefined,
    randomStream(seed, 'policy'),
  );

/** Two nodes that take turns after observation 0, and stay where they are after 1. */
const turns = '0 0 1 0\n1 1 0 1\n';

describe('controller policy', () => {
  it('has M O A parameters for actions and, before its moves, M O A M for these; after them M O M', () => {
    expect(make({ nodes: 2 }).parameters).to.have.length(12 + 24);
    expect(make({ nodes: 2, action: 'after' }).parameters).to.have.length(12 + 12);
    expect(make({ nodes: 4, structure: 'sparse', successors: 2 }).parameters).to.have.length(24 + 48);
  });

  it('acts by the node it comes from, or by the one it goes to', () => {
    // One row: log-odds ln 3 for action 0 in node 0, and ln 9 for node 0 to follow.
    const one: Spaces = { ...spaces, observationSpace: { kind: 'discrete', size: 1 } };
    const before = make({ nodes: 2 }, one);
    before.parameters.fill(0);
    before.parameters.set([Math.log(3), 0, 0, 0, Math.log(9)]);
    const law = before.controller();
    expect([...law.actionProbabilities].map((p) => p.toFixed(12))).to.deep.equal(
      [0.75, 0.25, 0.5, 0.5].map((p) => p.toFixed(12)),
    );
    // ν(0 | 0, y, u): 9 / 10 after action 0, 1 / 2 after action 1.
    expect(law.successorProbabilities[0]).to.be.closeTo(0.9, 1e-15);
    expect(law.successorProbabilities[2]).to.be.closeTo(0.5, 1e-15);
    const after = make({ nodes: 2, action: 'after' }, one);
    after.parameters.fill(0);
    after.parameters.set([Math.log(3), 0, 0, 0, Math.log(9)]);
    // Σ_m' ω μ = .9 · .75 + .1 · .5, and ν(0 | 0, y, 0) = .9 · .75 / .725.
    const { actionProbabilities, successorProbabilities } = after.controller();
    expect(actionProbabilities[0]).to.be.closeTo(0.725, 1e-15);
    expect(successorProbabilities[0]).to.be.closeTo(0.675 / 0.725, 1e-15);
  });

  it('prefers to stay in a node by the option stay, and starts elsewhere as without', () => {
    for (const options of [
      { nodes: 3 },
      { nodes: 3, action: 'after' },
      { nodes: 5, structure: 'sparse', successors: 2 },
    ]) {
      const [plain, staying] = [make(options), make({ ...options, stay: 4 })];
      const { rows, structure } = plain;
      const moved = new Set<number>();
      structure.successors.forEach((after, node) => {
        if (!after.includes(node)) return;
        for (let y = 0; y < 3; y++)
          for (let u = 0; u < 2; u++)
            moved.add(rows.offsets[rows.moveRow(node, y, u)]! + rows.place(node, node));
      });
      expect(moved.size).to.be.above(0);
      staying.parameters.forEach((value, k) =>
        expect(value).to.equal(plain.parameters[k]! + (moved.has(k) ? 4 : 0)),
      );
    }
  });

  it('draws its sparse structure and its parameters from the random stream it is given', () => {
    const structure = (seed: number) =>
      make({ nodes: 6, structure: 'sparse', successors: 2 }, spaces, seed).structure.successors;
    expect(structure(1)).to.deep.equal(structure(1));
    expect(structure(1)).to.not.deep.equal(structure(2));
    for (const successors of structure(3)) expect(new Set(successors).size).to.equal(2);
    const { parameters } = make({ initialScale: 0.25 });
    expect(Math.max(...parameters.map(Math.abs))).to.be.within(0.2, 0.25);
    expect(make({ initialScale: 0 }).parameters.every((value) => value === 0)).to.equal(true);
  });

  for (const action of ['before', 'after'] as const) {
    for (const structure of ['dense', 'sparse'] as const) {
      it(`is a policy graph, as its temperature falls to 0: ${action}, ${structure}`, () => {
        const options = { graph: turns, temperature: 1e-3, action, structure, successors: 1 };
        const policy = make(options);
        expect(policy.memorySpace.size, '`nothing yet` comes behind the observations of the graph').to.equal(
          2,
        );
        policy.reset(randomStream(1, 'policy'));
        // e^−1000 is 0: nothing is left to chance. It begins in node 0, and after 0 the nodes take turns.
        const seen = [2, 0, 0, 1, 0, 1, 1, 0];
        expect(seen.map((y) => policy.act(y))).to.deep.equal([0, 1, 0, 0, 1, 1, 1, 0]);
      });
    }
  }

  it('has a node before the first where every observation may come first, and starts as the graph says', () => {
    const policy = make({ graph: '#@pomdp-gym start 2 1\n0 0 1 0 0\n1 1 0 1 1\n', temperature: 1e-3 });
    expect(policy.memorySpace.size).to.equal(3);
    const first = [0, 1, 2].map((y) => {
      policy.reset(randomStream(1, 'policy'));
      return policy.act(y);
    });
    expect(first).to.deep.equal([0, 0, 1]);
  });

  it('is softened by 1 / temperature', () => {
    const { actionProbabilities } = make({ graph: turns, temperature: 0.5 }).controller();
    // Node 0 leads to node 1, whose action is 1, after observation 0: e² / (1 + e²).
    expect(actionProbabilities[1]).to.be.closeTo(Math.exp(2) / (1 + Math.exp(2)), 1e-15);
  });

  it('leaves all moves equally likely where the graph does not say how to go on', () => {
    const { actionProbabilities } = make({ graph: '0 0 - 0\n', temperature: 0.5 }).controller();
    expect([...actionProbabilities.subarray(0, 2)]).to.deep.equal([0.5, 0.5]);
  });

  it('starts from parameters that are given', () => {
    const parameters = Array.from({ length: 12 }, (_, k) => k / 10);
    expect([...make({ nodes: 1, parameters }).parameters]).to.deep.equal(parameters);
    expect(() => make({ nodes: 1, parameters: [1] })).to.throw(
      RangeError,
      '1 numbers are given to start from, and it has 12 parameters here.',
    );
  });

  const refused: [string, string][] = [
    ['0 0 1', 'In line 1 of the policy graph node 0 names 1 nodes to go on from'],
    ['0 0 0 0\n2 0 0 0', 'In line 2 of the policy graph node 1 is expected, not 2.'],
    ['# none\n0 7 0 0', 'In line 2 of the policy graph an action from 0 to 1 is expected, not 7.'],
    ['0 1 0 1', 'In line 1 of the policy graph a node from 0 to 0 is expected, not 1.'],
    ['#@pomdp-gym start 0 3\n0 1 0 0', 'The policy graph has 1 nodes, and says'],
    ['# empty', 'The policy graph has no nodes.'],
  ];
  for (const [graph, sentence] of refused) {
    it(`refuses the graph ${JSON.stringify(graph)}`, () =>
      expect(() => make({ graph }))
        .to.throw(sentence)
        .with.property('name', 'InputError'));
  }

  it('refuses more nodes than it can keep probabilities for', () => {
    const wide: Spaces = { ...spaces, observationSpace: { kind: 'discrete', size: 50 } };
    // 200² · 50 · 2 = 4 · 10⁶ are kept.
    expect(make({ nodes: 200, structure: 'sparse' }, wide).memorySpace.size).to.equal(200);
    expect(() => make({ nodes: 201, structure: 'sparse' }, wide)).to.throw(
      RangeError,
      'A controller of 201 nodes has 4040100 probabilities here, and at most 4000000 are kept: take at most 200 nodes.',
    );
  });

  it('refuses boxes', () => {
    const box: Spaces = { ...spaces, observationSpace: { kind: 'box', low: [0], high: [1] } };
    expect(() => make({}, box)).to.throw(RangeError, 'finitely many observations');
  });

  it('gives moves that its structure lacks no probability, and a finite score', () => {
    const policy = make({ nodes: 2, structure: 'sparse', successors: 1 });
    const [only] = policy.structure.successors[0]!;
    const column = (value: number) => ({ width: 0, values: Int32Array.of(value) });
    const batch = {
      length: 1,
      observations: column(0),
      actions: column(0),
      rewards: new Float64Array(1),
      ending: 'none',
      memory: { before: column(0), after: column(1 - only!) },
    } as const;
    expect(policy.logProbability(batch, 0)).to.equal(-Infinity);
    const score = new Float64Array(policy.parameters.length);
    policy.addScore(batch, 0, 1, score);
    expect(score.every(Number.isFinite)).to.equal(true);
  });
});
