import { finiteModel } from '@pomdp-gym/models';
import { expect } from 'chai';
import fc from 'fast-check';
import { randomModel } from '../random-model.test.support.js';
import { parsePomdp } from './parse-pomdp.js';
import { randomFile } from './random-file.test.support.js';
import { writePomdp } from './write-pomdp.js';

/** Chai's deep equality tells 0 from −0 and compares typed arrays number by number: equal means equal to the bit. */
function expectRoundTrip(text: string, values: 'reward' | 'cost' = 'reward'): void {
  const { model, values: kind } = parsePomdp(text);
  const again = parsePomdp(writePomdp(model!, { values }));
  expect(again.model).to.deep.equal(model);
  expect(again.diagnostics.filter(({ severity }) => severity === 'error')).to.deep.equal([]);
  expect(kind).to.be.oneOf(['reward', 'cost']);
}

describe('writePomdp', () => {
  it('writes what reads back to the bit, for any sound model, as rewards or as costs', () => {
    fc.assert(
      fc.property(randomModel, fc.constantFrom('reward' as const, 'cost' as const), (model, values) => {
        const reading = parsePomdp(writePomdp(model, { values }));
        expect(reading.model, writePomdp(model)).to.deep.equal(model);
        expect(reading.values).to.equal(values);
        const beside = reading.diagnostics.map(({ kind, severity }) => `${severity} ${kind}`);
        expect(beside).to.deep.equal(model.discount === undefined ? ['warning missing'] : []);
      }),
      { seed: 8, numRuns: 200 },
    );
  });

  it('writes what reads back to the bit, for any file', () => {
    fc.assert(
      fc.property(randomFile, ({ text }) => {
        expectRoundTrip(text);
      }),
      { seed: 9, numRuns: 100 },
    );
  });

  it('is the plain text one would write', () => {
    const model = finiteModel({
      states: 2,
      actions: 3,
      observations: 2,
      labels: { states: ['tiger-left', 'tiger-right'], actions: ['listen', 'open-left', 'open-right'] },
      transition: (state, action) =>
        action === 0
          ? [[state, 1]]
          : [
              [0, 0.5],
              [1, 0.5],
            ],
      observation: (action, next) =>
        action === 0
          ? [
              [next, 0.85],
              [1 - next, 0.15],
            ]
          : [
              [0, 0.5],
              [1, 0.5],
            ],
      reward: (state, action) => (action === 0 ? -1 : state === action - 1 ? -100 : 10),
      start: [
        [0, 0.5],
        [1, 0.5],
      ],
      discount: 0.95,
    });
    expect(writePomdp(model, { values: 'cost', comment: 'Tiger\n\nin costs' })).to.equal(`# Tiger
#
# in costs
discount: 0.95
values: cost
states: tiger-left tiger-right
actions: listen open-left open-right
observations: 2
start: uniform

T: listen identity
T: open-left uniform
T: open-right uniform

O: listen : tiger-left
0.85 0.15
O: listen : tiger-right
0.15 0.85
O: open-left uniform
O: open-right uniform

R: listen : * : * : * 1
R: open-left : * : * : * 100
R: open-left : tiger-right : * : * -10
R: open-right : * : * : * -10
R: open-right : tiger-right : * : * 100
`);
  });

  it('uses wildcards where rows agree over actions, or over states', () => {
    const model = finiteModel({
      states: 20,
      actions: 3,
      observations: 1,
      transition: (state, action) => [[action === 2 ? 5 : state === 3 ? action : (state + 1) % 20, 1]],
      observation: () => [[0, 1]],
      reward: (_state, _action, next) => (next === 5 ? 1 : 0),
      start: [
        [3, 0.5],
        [4, 0.5],
      ],
    });
    const lines = writePomdp(model).split('\n');
    expect(lines).to.include.members([
      'start include: 3 4',
      'O: * uniform',
      'T: 2 : * : * 0',
      'T: 2 : * : 5 1',
    ]);
    expect(lines).to.include.members(['T: * : 0 : 1 1', 'T: 0 : 3 : 0 1', 'T: 1 : 3 : 1 1']);
    expect(lines).to.include.members(['R: 0 : 4 : * : * 1', 'R: 1 : 4 : * : * 1', 'R: 2 : * : * : * 1']);
    expect(lines.filter((line) => line.startsWith('T:'))).to.have.length(19 + 2 + 2);
    expect(parsePomdp(writePomdp(model)).model).to.deep.equal(model);
  });

  it('keeps what the format has no words for in comments', () => {
    const model = finiteModel({
      states: 2,
      actions: 1,
      observations: 2,
      labels: { states: ['a b', 'c'], actions: ['T'] },
      transition: () => [[1, 1]],
      observation: (_action, next) => [[next, 1]],
      reward: () => 0,
      start: [[0, 1]],
      initialObservation: () => [
        [0, 0.25],
        [1, 0.75],
      ],
      terminal: (state) => state === 1,
      discount: 1,
    });
    const text = writePomdp(model);
    expect(text).to.contain('#@pomdp-gym terminal [1]\n');
    expect(text).to.contain(
      '#@pomdp-gym initial-observations [[0,0,0.25],[0,1,0.75],[1,0,0.25],[1,1,0.75]]\n',
    );
    expect(text).to.contain('#@pomdp-gym state-labels ["a b","c"]\n').and.to.contain('states: 2\n');
    expect(parsePomdp(text).model).to.deep.equal(model);
    const bare = parsePomdp(text.replaceAll('#@', '#')).model!;
    expect(bare).not.to.have.any.keys('terminal', 'initialObservationTable');
  });

  it('reads annotations with care', () => {
    const text = writePomdp(fc.sample(randomModel, { seed: 1, numRuns: 1 })[0]!);
    for (const line of [
      'terminal [99]',
      'terminal',
      'terminal {"a":1}',
      'initial-observations [[0,0,0.5]]',
      'other []',
    ]) {
      const { diagnostics, model } = parsePomdp(`#@pomdp-gym ${line}\n${text}`);
      expect(model, line).to.equal(undefined);
      expect(diagnostics[0]).to.include({ severity: 'error', line: 1, column: 1, kind: 'syntax' });
    }
  });

  it('writes what pomdp-solve reads: no identity of observations, a point in whole numbers beyond 32 bits', () => {
    const text = writePomdp(
      finiteModel({
        states: 2,
        actions: 2,
        observations: 2,
        transition: (state) => [[state, 1]],
        observation: (_action, next) => [[next, 1]],
        reward: (_state, action) => (action === 0 ? -1e12 : 2147483647),
        start: [[0, 1]],
        discount: 0.5,
      }),
    );
    expect(text.match(/.* identity/g)).to.deep.equal(['T: * identity']);
    expect(text.match(/(?<=^R: .* )\S+$/gm)).to.deep.equal(['-1000000000000.0', '2147483647']);
    expect(parsePomdp(text).model!.rewards[0]!.values[0]).to.equal(-1e12);
  });

  it('refuses an invalid model', () => {
    const model = fc.sample(randomModel, { seed: 1, numRuns: 1 })[0]!;
    expect(() => writePomdp({ ...model, start: new Float64Array(model.states) })).to.throw(
      RangeError,
      'sum to 0',
    );
  });
});
