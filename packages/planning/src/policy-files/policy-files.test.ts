import { InputError } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import fc from 'fast-check';
import { AlphaVectorPolicy } from '../alpha-vector-policy.js';
import { blindPolicies } from '../blind-policies.js';
import { planningModel } from '../planning-model.js';
import { policyGraph } from '../policy-graph.js';
import { improvePolicyGraph } from '../policy-graph-improvement.js';
import { policyGraphValue } from '../policy-graph-value.js';
import { corridor, finish, tiger } from '../small-models.test.support.js';
import { writeAlphaFile } from './alpha-file.js';
import { denseVectors, policyOfDenseVectors } from './dense-vector.js';
import { parseGraphFile, writeGraphFile } from './graph-file.js';
import { writePolicyXml } from './policy-xml.js';
import { readPolicy } from './read-policy.js';

const plan = planningModel(tiger());
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

describe('policy files', () => {
  it('round-trip to the bit in both formats', () => {
    fc.assert(
      fc.property(anyVectors, (vectors) => {
        const policy = policyOfDenseVectors(plan, vectors);
        const before = vectorsOf(policy);
        expect(vectorsOf(readPolicy(writeAlphaFile(policy), 'a', plan))).to.deep.equal(before);
        expect(vectorsOf(readPolicy(writePolicyXml(policy, 'x<"&'), 'a', plan))).to.deep.equal(before);
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

  it('write vectors of one block as lower bounds over all states', () => {
    const lamp = planningModel(corridor(3, false));
    const block = lamp.blockOf[lamp.original.indexOf(2)]!;
    const policy = policyOfDenseVectors(lamp, [{ action: 0, values: Float64Array.of(1, 2, 3, 4, 5, 6, 7) }]);
    const one = vectorsOf({
      ...policy,
      model: lamp,
      vectors: policy.vectors.filter((v) => v.block === block),
    } as never);
    expect(one, 'least sum −1, nothing to earn in state 6').to.deep.equal([
      { action: 0, values: [-1, -1, 3, 4, -1, -1, 0] },
    ]);
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

  it('round-trip, in models of one block and of several', () => {
    for (const definition of [tiger(), corridor(3, true)]) {
      const { model, graph } = graphOf(definition);
      const text = writeGraphFile(graph);
      const again = parseGraphFile(text, 'g', model);
      expect(finish(policyGraphValue(model, again))).to.be.closeTo(
        finish(policyGraphValue(model, graph)),
        1e-9,
      );
      // Numbers may change, once; then every round gives the same.
      const written = writeGraphFile(again);
      expect(writeGraphFile(parseGraphFile(written, 'g', model))).to.equal(written);
    }
  });

  it('round-trip without a node, where nothing can be earned', () => {
    const nothing = {
      ...tiger(),
      rewards: tiger().rewards.map(({ values }) => ({ values: values.map(() => 0) })),
    };
    const model = planningModel(nothing);
    const written = writeGraphFile({ nodes: [], start: new Map() });
    expect(parseGraphFile(written, 'g', model).nodes).to.deep.equal([]);
    expect(() => parseGraphFile(written, 'g', plan)).to.throw(InputError, 'The file holds no nodes.');
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
