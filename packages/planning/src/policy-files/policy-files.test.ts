import { type FiniteModel, InputError } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import fc from 'fast-check';
import { lampCorridor, tiger } from '@pomdp-gym/test-problems';
import { AlphaVectorPolicy } from '../alpha-vector-policy.js';
import { blindPolicies } from '../blind-policies.js';
import { type PlanningModel, planningModel } from '../planning-model.js';
import { type PolicyGraph, policyGraph } from '../policy-graph.js';
import { improvePolicyGraph } from '../policy-graph-improvement.js';
import { policyGraphValue } from '../policy-graph-value.js';
import { finish } from '../finish.test.support.js';
import { alphaFile } from './alpha-file.js';
import { type DenseVector, denseVectors } from './dense-vector.js';
import { graphFile } from './graph-file.js';
import { policyXml } from './policy-xml.js';
import { parseGraphFile } from './read-graph.js';
import { readPolicy } from './read-policy.js';
import { VectorCollector } from './vector-collector.js';

const plan = planningModel(tiger());

/** The policy of vectors over all states of a model. */
function policyOfDenseVectors(model: PlanningModel, vectors: Iterable<DenseVector>): AlphaVectorPolicy {
  const collector = new VectorCollector(model);
  for (const { action, values } of vectors) collector.add(action, values);
  return collector.policy();
}

const vectorsOf = (policy: AlphaVectorPolicy) =>
  Array.from(denseVectors(policy), ({ action, values }) => ({ action, values: Array.from(values) }));

const anyVectors = fc.array(
  fc.record({
    action: fc.nat({ max: 2 }),
    values: fc
      .array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 2, maxLength: 2 })
      .map((values) => Float64Array.from(values, (value) => value + 0)),
  }),
  { minLength: 1, maxLength: 6 },
);

/** Tiger without a reward. */
const nothing = (): FiniteModel => ({
  ...tiger(),
  rewards: tiger().rewards.map(({ values }) => ({ values: values.map(() => 0) })),
});

/** Two rooms that are seen and a lamp that is not, in the order in which APPL numbers them: state 2 · room + lamp. */
function rooms(): FiniteModel {
  return {
    ...finiteModel({
      states: 4,
      actions: 2,
      observations: 2,
      transition: (state, action) => [[action === 0 ? state : (state + 2) % 4, 1]],
      observation: (_action, next) => [[next >> 1, 1]],
      reward: (state, action) => (action === 0 ? (state === 1 ? 1 : -0.5) : 0),
      start: [
        [0, 0.5],
        [1, 0.5],
      ],
      discount: 0.5,
    }),
    mixed: {
      seenValues: 2,
      hiddenValues: 2,
      seen: Int32Array.of(0, 0, 1, 1),
      hidden: Int32Array.of(0, 1, 0, 1),
    },
  };
}

describe('policy files', () => {
  it('of other programs are named by their format', () => {
    const zmdp =
      '# This file is a POMDP policy\n{\n  policyType => "MaxPlanesLowerBound",\n  numPlanes => 5,\n';
    const controller = '# found by hand\nnodes: 3\nactions: listen open-left open-right\n';
    for (const [text, what] of [
      [zmdp, 'This is a policy of zmdp, whose format is not read. Policies are read as'],
      [controller, 'This is a controller of rl_parsers (.fsc), which is not read.'],
      ['discount: .9\nvalues: reward', 'This is a model (.POMDP), not a policy: name it with --env.'],
    ] as const) {
      expect(() => readPolicy(text, 'p', plan)).to.throw(InputError, what);
      expect(() => parseGraphFile(text, 'p', plan)).to.throw(InputError, `p:1:1: ${what}`);
    }
    expect(() => parseGraphFile('<?xml version="1.0"?>', 'p', plan)).to.throw(
      InputError,
      'p:1:1: This is XML',
    );
  });

  it('hold finite numbers, with what to do about others', () => {
    expect(() => readPolicy('0\n-Inf -Inf\n', 'p', plan)).to.throw(
      InputError,
      'p:2:1: -Inf is no finite number. A vector that is never to be chosen is left out, or holds a number below all others.',
    );
  });

  it('round-trip to the bit in both formats', () => {
    fc.assert(
      fc.property(anyVectors, (vectors) => {
        const policy = policyOfDenseVectors(plan, vectors);
        const before = vectorsOf(policy);
        expect(vectorsOf(readPolicy(alphaFile(policy), 'a', plan))).to.deep.equal(before);
        expect(vectorsOf(readPolicy(policyXml(policy, 'x<"&'), 'a', plan))).to.deep.equal(before);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it('read what other programs write: comments, blank lines, sparse vectors', () => {
    const alpha = '# two vectors\n\n0\n1.5 -2e0 # listen\n2\n\n0 3\n';
    const xml = `<?xml version="1.0" encoding="ISO-8859-1"?>
<Policy version="0.1" type="value" model="tiger.pomdpx" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="policyx.xsd">
<AlphaVector vectorLength="2" numObsValue="1" numVectors="2">
<Vector action="0" obsValue="0">1.5 -2 </Vector>
<SparseVector action="2" obsValue="0"><Entry>1 3</Entry></SparseVector>
</AlphaVector> </Policy>`;
    const expected = [
      { action: 0, values: [1.5, -2] },
      { action: 2, values: [0, 3] },
    ];
    expect(vectorsOf(readPolicy(alpha, 'tiger.alpha', plan))).to.deep.equal(expected);
    expect(vectorsOf(readPolicy(xml, 'tiger.policy', plan))).to.deep.equal(expected);
  });

  it('read the same from any pieces', () => {
    const alpha = '# one\n\n0 1.5 -2e0 # listen\n2\n\n0 -3.25\n';
    const xml = [...policyXml(readPolicy(alpha, 'a', plan), 'a')].join('');
    for (const text of [alpha, xml]) {
      const whole = vectorsOf(readPolicy(text, 'p', plan));
      for (const size of [1, 2, 3, 7]) {
        const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
          text.slice(i * size, (i + 1) * size),
        );
        expect(vectorsOf(readPolicy(pieces, 'p', plan)), `pieces of ${size}`).to.deep.equal(whole);
      }
    }
    expect(() => readPolicy([...'0\n1 zwei\n'], 'p', plan)).to.throw(InputError, 'p:2:3: zwei is no');
  });

  it('write each vector once, and end with the last number of the last one', () => {
    const values = Float64Array.of(1, 2);
    const policy = policyOfDenseVectors(plan, [
      { action: 2, values },
      { action: 0, values },
      { action: 0, values: Float64Array.of(3, 0) },
    ]);
    expect([...alphaFile(policy)].join('')).to.equal('2\n1 2\n\n0\n3 0');
  });

  it('write vectors of one block as lower bounds over all states', () => {
    const lamp = planningModel(lampCorridor(3, false));
    const block = lamp.blockOf[lamp.original.indexOf(2)]!;
    const policy = policyOfDenseVectors(lamp, [{ action: 0, values: Float64Array.of(1, 2, 3, 4, 5, 6, 7) }]);
    const one = vectorsOf({
      ...policy,
      model: lamp,
      vectors: policy.vectors.filter((v) => v.block === block),
    } as never);
    expect(one, 'least sum −1, nothing to earn in state 6').to.deep.equal([
      { action: 0, values: [-1.1, -1.1, 3, 4, -1.1, -1.1, 0] },
    ]);
  });

  it('read no more than a vector says: its filling is left out, a constant that is best is kept', () => {
    const lamp = planningModel(lampCorridor(3, false));
    const policy = policyOfDenseVectors(
      lamp,
      finish(blindPolicies(lamp)).map((values, action) => {
        const dense = new Float64Array(7);
        values.forEach((value, i) => (dense[lamp.original[i]!] = value));
        return { action, values: dense };
      }),
    );
    const text = [...alphaFile(policy)].join('');
    const again = readPolicy(text, 'p', lamp);
    const random = randomStream(1, 'belief');
    for (const root of lamp.roots) {
      for (let n = 0; n < 50; n++) {
        const belief = root.values.map(() => random.uniform());
        const best = (one: AlphaVectorPolicy) => {
          one.belief.set(root.states, belief);
          return one.value(one.best()!);
        };
        expect(best(again)).to.equal(best(policy));
      }
    }
    const constant = readPolicy('0 -3 -3 1 2 2 2 1 0', 'p', plan);
    expect(vectorsOf(constant), '−3 is below (1, 0), 2 is not').to.deep.equal([
      { action: 1, values: [2, 2] },
      { action: 2, values: [1, 0] },
    ]);
  });

  it('are one vector of zeros where nothing can be earned, and read back so', () => {
    const model = planningModel(nothing());
    const policy = new AlphaVectorPolicy(model, []);
    expect([...alphaFile(policy)].join('')).to.equal('0\n0 0');
    for (const pieces of [alphaFile(policy), policyXml(policy, 'zero')]) {
      const again = readPolicy(pieces, 'z', model);
      again.reset();
      expect(again.act(2)).to.equal(0);
    }
  });

  it('for a factored model hold vectors for each value of the observed variable', () => {
    const model = planningModel(rooms());
    const policy = policyOfDenseVectors(model, [
      { action: 0, values: Float64Array.of(-1, 2, -1, -1) },
      { action: 1, values: Float64Array.of(0, 0, 0, 1) },
    ]);
    const text = [...policyXml(policy, 'rooms.pomdpx')].join('');
    expect(text).to.contain(`<AlphaVector vectorLength="2" numObsValue="2" numVectors="3">
<Vector action="0" obsValue="0">-1 2 </Vector>
<Vector action="1" obsValue="0">0 0 </Vector>
<Vector action="1" obsValue="1">0 1 </Vector>
</AlphaVector>`);
    const again = readPolicy(text, 'p', model);
    expect(vectorsOf(again)).to.deep.equal(vectorsOf(policy));
    const flat = readPolicy(alphaFile(policy), 'p', model);
    expect(vectorsOf(flat), 'a flat file of the same model').to.deep.equal(vectorsOf(policy));
    expect(() => readPolicy(text.replace('vectorLength="2"', 'vectorLength="3"'), 'p', model)).to.throw(
      InputError,
      'vectors of 3 numbers for each of 2 values of an observed variable; the observed variables of this model have 2 values, and its other variables 2',
    );
    expect(() => readPolicy(text.replace('obsValue="0"', 'obsValue="2"'), 'p', model)).to.throw(
      InputError,
      'A value of the observed variable from 0 to 1 is expected, not 2.',
    );
  });

  it('are read in time that grows with the file: blanks before, and one endless word', () => {
    expect(() => readPolicy(' '.repeat(1e6), 'p', plan)).to.throw(
      InputError,
      'p:1:1000001: The file holds no',
    );
    const endless = `0\n1 ${'9'.repeat(1e6)}x`;
    expect(() => readPolicy(endless, 'p', plan)).to.throw(
      InputError,
      /^p:2:3: 9{40}… is no finite number\.$/,
    );
  });

  it('say what is wrong and where', () => {
    const said = (text: string, sentence: string | RegExp) =>
      expect(() => readPolicy(text, 'p', plan)).to.throw(InputError, sentence);
    said('', 'p:1:1: The file holds no α-vectors.');
    said('0\n1 2\n5\n', 'p:3:1: Here an action from 0 to 2 is expected, not 5.');
    said('0\n1 zwei\n', 'p:2:3: zwei is no finite number.');
    said('0\n1 2\n1\n3\n', 'p:5:1: The last vector has 1 numbers; the model has 2 states.');
    said('<Policy><Vector action="0">1 2 3</Vector></Policy>', 'has 3 numbers; the model has 2 states');
    said('<Policy><Vector action="9">1 2</Vector></Policy>', /^p:1:\d+: An action from 0 to 2/);
    said('<Policy><AlphaVector vectorLength="3"/></Policy>', 'The vectors have 3 numbers');
    said('<Policy><AlphaVector numObsValue="4"/></Policy>', 'for a factored model');
    said(
      '<Policy><SparseVector action="1"><Entry>7 1</Entry></SparseVector></Policy>',
      'a state from 0 to 1',
    );
    said('<Policy><Vector', /^p:1:\d+: This is no XML/);
    said('<Policy/>', 'The file holds no α-vectors.');
  });
});

describe('policy graph files', () => {
  const graphOf = (definition: Parameters<typeof planningModel>[0]) => {
    const model = planningModel(definition);
    const vectors = Array.from(finish(blindPolicies(model)), (values, action) => ({ action, values }));
    const dense = vectors.map(({ action, values }) => {
      const all = new Float64Array(model.model.states);
      values.forEach((value, i) => (all[model.original[i]!] = value));
      return { action, values: all };
    });
    const policy = policyOfDenseVectors(model, dense);
    const graph = policyGraph(policy)!;
    return {
      model,
      graph: finish(improvePolicyGraph(policy, graph, { target: Infinity, nodes: 100 })).graph,
    };
  };

  const textOf = (graph: PolicyGraph, { observations }: PlanningModel) =>
    [...graphFile(graph, observations)].join('');

  it('round-trip, in models of one block and of several', () => {
    for (const definition of [tiger(), lampCorridor(3, true)]) {
      const { model, graph } = graphOf(definition);
      const again = parseGraphFile(textOf(graph, model), 'g', model);
      expect([...again.chosen.values()], 'the best node is written first').to.deep.equal([0]);
      expect(finish(policyGraphValue(model, again))).to.be.closeTo(
        finish(policyGraphValue(model, graph)),
        1e-9,
      );
      // Numbers may change, once; then every round gives the same.
      const written = textOf(again, model);
      expect(textOf(parseGraphFile(written, 'g', model), model)).to.equal(written);
    }
  });

  it('are one node that takes action 0 for ever, where nothing can be earned', () => {
    const model = planningModel(nothing());
    const written = textOf({ nodes: [], start: new Map() }, model);
    expect(written).to.equal('0 0 0 0\n');
    expect(parseGraphFile(written, 'g', model).nodes).to.deep.equal([]);
    expect(parseGraphFile('', 'g', model).nodes).to.deep.equal([]);
  });

  it('begin, where they name no start, at the node that is worth most at the start belief', () => {
    const worth = (text: string) => {
      const graph = parseGraphFile(text, 'p', plan);
      return { chosen: graph.chosen.get(2), value: finish(policyGraphValue(plan, graph)) };
    };
    // Node 0 opens a door for ever, −45 a time; node 1 listens for ever, −1 a time.
    const listens = worth('0 1 0 0\n1 0 1 1\n');
    expect(listens.chosen).to.equal(1);
    expect(listens.value, 'iterated from below').to.be.closeTo(-20, 1e-4);
    // The optimal graph, its start third: −26.5972 from node 0, 19.371368374891 from node 2, by linear equations.
    const optimal = worth('0 1 2 2\n1 2 2 2\n2 0 3 4\n3 0 1 2\n4 0 2 0\n');
    expect(optimal.chosen).to.equal(2);
    expect(optimal.value).to.be.closeTo(19.371368374891, 1e-4);
  });

  it('begin at the node that they name, also where another one is worth more', () => {
    const [opens, listens] = ['0 1 0 0', '1 0 1 1'];
    const graph = parseGraphFile(`#@pomdp-gym start 2 0\n${opens}\n${listens}\n`, 'p', plan);
    expect([...graph.start]).to.deep.equal([[2, 0]]);
    // −45 a step at γ = .95.
    expect(finish(policyGraphValue(plan, graph))).to.be.closeTo(-900, 1e-2);
    expect([...graphFile(graph, plan.observations, true)].join('')).to.match(
      /^#@pomdp-gym start 2 0\n0 1 0 0\n/,
    );
  });

  it('begin at the first of nodes that are worth the same, and nowhere from where no node follows', () => {
    expect(parseGraphFile('0 0 0 0\n1 0 1 1\n', 'p', plan).chosen.get(2)).to.equal(0);
    const partial = parseGraphFile('0 0 - 0\n1 0 0 1\n2 0 2 2\n', 'p', plan);
    expect(partial.chosen.get(2)).to.equal(2);
    expect(() => parseGraphFile('0 0 - 0\n1 0 0 1\n', 'p', plan)).to.throw(
      InputError,
      'p:1:5: Observation 0 may follow here, so a node is expected, not -.',
    );
  });

  it('read what other programs write: no start, comments, blank lines', () => {
    const graph = parseGraphFile('# listen twice\n\n0 0  1 1\n1 0 0 0 # and again\n', 'tiger.pg', plan);
    expect([...graph.start]).to.deep.equal([[2, 0]]);
    expect(graph.nodes.map(({ action, next }) => [action, ...next])).to.deep.equal([
      [0, 1, 1],
      [0, 0, 0],
    ]);
    expect(finish(policyGraphValue(plan, graph))).to.be.closeTo(-20, 1e-4);
  });

  it('say what is wrong and where', () => {
    const said = (text: string, sentence: string) =>
      expect(() => parseGraphFile(text, 'p', plan)).to.throw(InputError, sentence);
    said('', 'p:1:1: The file holds no nodes.');
    said('0 0 0 0\n2 0 0 0\n', 'p:2:1: Here node 1 is expected, not 2.');
    said('0 5 0 0\n', 'p:1:3: Here an action from 0 to 2 is expected, not 5.');
    said('0 0 0 1\n', 'p:1:7: Here a node from 0 to 0 is expected, not 1.');
    said('0 0 0 x\n', 'p:1:7: Here a node from 0 to 0 is expected, not x.');
    said('0 0 0\n', 'p:1:1: Node 0 names 1 nodes to go on from; the model has 2 observations.');
    said('0\n', 'p:1:1: Node 0 names 0 nodes to go on from');
    said('0 0 0 -\n', 'p:1:7: Observation 1 may follow here, so a node is expected, not -.');
    said('#@pomdp-gym start 2 7\n0 0 0 0\n', 'p:1:1: It begins at node 7, which it does not have.');
  });
});
