import { InputError } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import fc from 'fast-check';
import { AlphaVectorPolicy } from '../alpha-vector-policy.js';
import { planningModel } from '../planning-model.js';
import { corridor, tiger } from '../small-models.test.support.js';
import { writeAlphaFile } from './alpha-file.js';
import { denseVectors, policyOfDenseVectors } from './dense-vector.js';
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
