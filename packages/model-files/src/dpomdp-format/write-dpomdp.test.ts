import { expect } from 'chai';
import fc from 'fast-check';
import { parsePomdp } from '../pomdp-format/parse-pomdp.js';
import { writePomdp } from '../pomdp-format/write-pomdp.js';
import { parsePomdpx } from '../pomdpx-format/parse-pomdpx.js';
import { writePomdpx } from '../pomdpx-format/write-pomdpx.js';
import { randomModel, randomTeamModel } from '../random-model.test.support.js';
import { parseDpomdp } from './parse-dpomdp.js';
import { writeDpomdp } from './write-dpomdp.js';

describe('writeDpomdp', () => {
  it('writes what reads back to the bit, for any sound model of some agents, as rewards or as costs', () => {
    fc.assert(
      fc.property(randomTeamModel, fc.constantFrom('reward' as const, 'cost' as const), (model, values) => {
        const reading = parseDpomdp(writeDpomdp(model, { values }));
        // A file whose agents have names says what tuples are called, where the model does not.
        const { actions, observations } = reading.model?.labels ?? {};
        const named = { ...(actions && { actions }), ...(observations && { observations }) };
        const expected = { ...model, labels: { ...named, ...model.labels } };
        expect(reading.model, writeDpomdp(model)).to.deep.equal(expected);
        expect(reading.values).to.equal(values);
        const beside = reading.diagnostics.map(({ kind, severity }) => `${severity} ${kind}`);
        expect(beside).to.deep.equal(model.discount === undefined ? ['warning missing'] : []);
      }),
      { seed: 21, numRuns: 150 },
    );
  });

  it('writes a model without agents as that of one', () => {
    fc.assert(
      fc.property(randomModel, (model) => {
        const { agents, ...read } = parseDpomdp(writeDpomdp(model)).model!;
        expect(read).to.deep.equal(model);
        expect(agents).to.have.length(1);
      }),
      { seed: 22, numRuns: 80 },
    );
  });

  it('leaves the agents in the other formats too, as a comment', () => {
    fc.assert(
      fc.property(randomTeamModel, (model) => {
        expect(parsePomdp(writePomdp(model)).model).to.deep.equal(model);
        expect(parsePomdpx(writePomdpx(model)).model?.agents).to.deep.equal(model.agents);
      }),
      { seed: 23, numRuns: 50 },
    );
  });
});
