import type { FiniteModel, SparseRows } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { parsePomdp } from './parse-pomdp.js';
import { writePomdp } from './write-pomdp.js';

/** The model of a text that must read; `warnings` of them. */
function read(text: string, warnings = 0): FiniteModel {
  const { model, diagnostics } = parsePomdp(text);
  expect(diagnostics.map(({ message }) => message)).to.have.length(warnings);
  return model!;
}

const dense = ({ rows, columns, offsets, indices, values }: SparseRows) =>
  Array.from({ length: rows }, (_, row) => {
    const cells = Array<number>(columns).fill(0);
    for (let k = offsets[row]!; k < offsets[row + 1]!; k++) cells[indices[k]!] = values[k]!;
    return cells;
  });

const HEAD = `discount: 0.95
values: reward
states: 3
actions: a b
observations: 2
`;
const BODY = `T: * identity
O: * uniform
R: * : * : * : * 1
`;

const startOf = (start: string, warnings = 0) => [...read(HEAD + start + '\n' + BODY, warnings).start];

describe('parsePomdp', () => {
  it('reads the preamble in any order, with counts or names', () => {
    const model = read(`observations: see
  hear # on two lines
actions:2 states: s-0 S_1
x.y values:reward discount:.5
T: * identity
O: * uniform
R: * : * : * : * 0`);
    expect([model.states, model.actions, model.observations, model.discount]).to.deep.equal([3, 2, 2, 0.5]);
    expect(model.labels).to.deep.equal({ states: ['s-0', 'S_1', 'x.y'], observations: ['see', 'hear'] });
  });

  it('reads a start given as a vector, a state, uniform, or a set of states', () => {
    expect(startOf('')).to.deep.equal([1 / 3, 1 / 3, 1 / 3]);
    expect(startOf('start: 0.5\n0 0.5')).to.deep.equal([0.5, 0, 0.5]);
    expect(startOf('start: uniform')).to.deep.equal([1 / 3, 1 / 3, 1 / 3]);
    expect(startOf('start include: 0 2')).to.deep.equal([0.5, 0, 0.5]);
    expect(startOf('start  exclude : 1')).to.deep.equal([0.5, 0, 0.5]);
    const named = HEAD.replace('states: 3', 'states: x y z');
    expect([...read(`${named}start: y\n${BODY}`).start]).to.deep.equal([0, 1, 0]);
    expect([...read(`${named}start exclude: y 2\n${BODY}`).start]).to.deep.equal([1, 0, 0]);
  });

  it('takes the number after `start:` for a name first, as `start include:` does', () => {
    const numbered = HEAD.replace(/states: .*/, 'states: 1 2 3');
    const point = (start: string) => [...read(`${numbered}${start}\n${BODY}`, 3).start];
    expect(point('start: 1')).to.deep.equal([1, 0, 0]);
    expect(point('start: 3')).to.deep.equal(point('start include: 3')).and.to.deep.equal([0, 0, 1]);
    const decimal = HEAD.replace(/states: .*/, 'states: 0.5 1.5 2.5');
    expect([...read(`${decimal}start: 1.5\n${BODY}`).start]).to.deep.equal([0, 1, 0]);
  });

  it('reads a start that stands before the states, and resets to it', () => {
    const model = read(`start: 0.25 0.75
${HEAD.replace('states: 3', 'states: 2')}T: a identity
T: b reset
O: * uniform
R: * : * : * : * 0`);
    expect(dense(model.transitions[1]!)).to.deep.equal([
      [0.25, 0.75],
      [0.25, 0.75],
    ]);
  });

  it('lets a later statement override an earlier one, cell by cell and row by row', () => {
    const model = read(`${HEAD}T: * identity
T: a : 0 : 0 0
T: a : 0 : 2 1
T: * : 1 uniform
T: b : 1 : * 0
T: b : 1 : 0 1.0
O: * : * : 0 1
O: * : 2 0 1
R: * : * : * : * 1
R: a : 0 : 2 : 1 7
`);
    expect(dense(model.transitions[0]!)).to.deep.equal([[0, 0, 1], Array(3).fill(1 / 3), [0, 0, 1]]);
    expect(dense(model.transitions[1]!)).to.deep.equal([
      [1, 0, 0],
      [1, 0, 0],
      [0, 0, 1],
    ]);
    expect(dense(model.observationTables[1]!)).to.deep.equal([
      [1, 0],
      [1, 0],
      [0, 1],
    ]);
    expect([...model.rewards[0]!.values]).to.deep.equal([7, 1, 1, 1, 1]);
  });

  it('shares one table among the actions that no statement tells apart', () => {
    const model = read(HEAD + BODY);
    expect(model.transitions[0]).to.equal(model.transitions[1]);
    expect(model.transitions[0]!.indices).to.have.length(3);
  });

  it('holds costs as negative rewards, and a cost of nothing as 0', () => {
    const { model, values } = parsePomdp(`${HEAD.replace('reward', 'cost')}${BODY}R: a : 0 : * : * 2
R: a : 1 : * : * 0
R: a : 2 : * : * -3`);
    expect(values).to.equal('cost');
    expect(
      [...model!.rewards[0]!.values].map((value) => (Object.is(value, -0) ? '-0' : value)),
    ).to.deep.equal([-2, 0, 3]);
    expect([...model!.rewards[1]!.values]).to.deep.equal([-1, -1, -1]);
  });

  it('reads an MDP as a model whose observation is the state, with rewards up to the next state', () => {
    const model = read(`discount: 1
values: reward
states: home away
actions: stay go
start: 1
T: stay identity
T: go
0 1
1 0
R: stay : home 5 6
R: go : * : home 7
R: go : away : away 8
R: stay : away : * 9`);
    expect(model.observations).to.equal(2);
    expect(model.labels.observations).to.deep.equal(['home', 'away']);
    expect(dense(model.observationTables[1]!)).to.deep.equal([
      [1, 0],
      [0, 1],
    ]);
    expect(dense(model.initialObservationTable!), 'what is seen first is the state too').to.deep.equal([
      [1, 0],
      [0, 1],
    ]);
    expect(read(writePomdp(model))).to.deep.equal(model);
    expect([...model.start]).to.deep.equal([0, 1]);
    expect([...model.rewards[0]!.values]).to.deep.equal([5, 9]);
    expect([...model.rewards[1]!.values]).to.deep.equal([0, 7]);
  });

  it('reads the reward matrix of an action, which only an MDP has', () => {
    const model = read('values: reward discount: 1 states: 2 actions: 1 T: 0 uniform R: 0\n1 2\n3 4');
    expect([...model.rewards[0]!.values]).to.deep.equal([1, 2, 3, 4]);
  });

  it('is not put out by names that look like keywords or numbers', () => {
    const model = read(`discount: 1 values: reward
states: T states reset uniform
actions: R discount
observations: O 7up
start: T
T: R identity
T: discount : * : T 1
O: * : T : O 1
O: * : states : 7up 1
O: R : reset
uniform
O: discount : reset 0.5 0.5
O: * : uniform : 1 1
R: R : T : states : O 3`);
    expect(model.labels.states).to.deep.equal(['T', 'states', 'reset', 'uniform']);
    expect(dense(model.observationTables[0]!)).to.deep.equal([
      [1, 0],
      [0, 1],
      [0.5, 0.5],
      [0, 1],
    ]);
  });

  it('prefers a name to a number, and says so where they differ', () => {
    const model = read(
      `discount: 1 values: reward states: 1 0 actions: 1 observations: 1
start: uniform
T: * identity
T: 0 : 1 : 1 0
T: 0 : 1 : 0 1
O: * uniform
R: * : * : * : * 0`,
      2,
    );
    expect(dense(model.transitions[0]!)).to.deep.equal([
      [0, 1],
      [0, 1],
    ]);
  });

  it('reads old line ends, tabs, signs apart from their numbers, and every notation of a number', () => {
    const text = `${HEAD}T: a
1e0 0 0.0
+0 1E+0 0e5
0\t10.0e-1 .0
T: b identity
O: * uniform
R: a : 0 : 0 : * - 2.5
R: a:1:1:0 -1
R: a:2:1:1 + 4`.replaceAll('\n', '\r\n');
    const model = read(text);
    expect(dense(model.transitions[0]!)).to.deep.equal([
      [1, 0, 0],
      [0, 1, 0],
      [0, 1, 0],
    ]);
    expect([...model.rewards[0]!.values]).to.deep.equal([-2.5, -2.5, -1, 0, 0, 4]);
  });

  it('keeps a model of 10,000 states with a few successors each small, wildcards and all', () => {
    const states = 10_000;
    const lines = Array.from({ length: states }, (_, state) => {
      const next = (state + 1) % states;
      return `T: 0 : ${state} : ${next} 0.5\nT: 0 : ${state} : ${state} 0.5\nR: * : * : ${state} : 1 ${state % 7}`;
    });
    const model = read(`discount: 1 values: reward states: ${states} actions: 4 observations: 3
start include: 0
T: * : * : * 0
O: * : * : 0 0.5
O: * : * : 1 0.5
T: 1 identity
T: 2 : * : 0 1
T: 3 reset
${lines.join('\n')}`);
    expect(model.transitions.map(({ indices }) => indices.length)).to.deep.equal([
      20_000, 10_000, 10_000, 10_000,
    ]);
    expect(model.observationTables.every((table) => table === model.observationTables[0])).to.equal(true);
    const arrays = [
      ...new Set(
        [...model.transitions, ...model.observationTables].flatMap((t) => [t.offsets, t.indices, t.values]),
      ),
      ...model.rewards.flatMap(({ values, offsets }) => (offsets ? [values, offsets] : [values])),
      model.start,
    ];
    // 20,000 + 3 · 10,000 transitions and 20,000 observations of 12 bytes, 100,000 rewards of 8, and offsets.
    const bytes = arrays.reduce((sum, array) => sum + array.byteLength, 0);
    expect(bytes).to.be.below(3e6);
    expect(bytes).to.be.above(1e6);
  });

  describe('is lenient, with a warning, where only one thing can be meant', () => {
    const warned = (text: string, count: number) => {
      const { model, diagnostics } = parsePomdp(text);
      expect(diagnostics.map(({ severity }) => severity)).to.deep.equal(Array(count).fill('warning'));
      return { model: model!, diagnostics };
    };

    it('`rewards`, no discount, no values, no rewards', () => {
      const { model } = warned('states: 2 actions: 1 observations: 1 T: * identity O: * uniform', 3);
      expect(model).not.to.have.property('discount');
      expect(warned(HEAD.replace('reward', 'rewards') + BODY, 1).model.rewards[0]!.values[0]).to.equal(1);
      expect(warned(HEAD.replace('reward', 'Costs') + BODY, 1).model.rewards[0]!.values[0]).to.equal(-1);
    });

    it('a state by its number, and several states, after `start:`', () => {
      expect(startOf('start: 2', 1)).to.deep.equal([0, 0, 1]);
      const named = HEAD.replace('states: 3', 'states: x y z');
      expect([...warned(`${named}start: x z\n${BODY}`, 1).model.start]).to.deep.equal([0.5, 0, 0.5]);
    });

    it('a colon before the values', () => {
      const { model, diagnostics } = warned(
        `${HEAD}T: * identity\nT: a : 0 : 0 : 1.0\nO: a : 0 : uniform
O: * : * : 0.5 0.5
R: * : * : * : * : 3`,
        4,
      );
      expect(diagnostics.map(({ line, column }) => [line, column])).to.deep.equal([
        [7, 14],
        [8, 10],
        [9, 10],
        [10, 18],
      ]);
      expect(model.rewards[0]!.values[0]).to.equal(3);
    });

    it('a doubled or small letter, and a row where one number is due that agrees with it', () => {
      const { model } = warned(
        `${HEAD}${BODY}OO: a : 1 : 0 0.25 0.75\nt: a : 0 : 1 1 0 0`.replace(': 1 1 0 0', ': 0 1 0 0'),
        4,
      );
      expect(dense(model.observationTables[0]!)[1]).to.deep.equal([0.25, 0.75]);
    });

    it('one reward for a row, a matrix or an action', () => {
      const { model } = warned(`${HEAD}${BODY}R: a : 0 : 0 5\nR: a : 1 6\nR: b 7`, 3);
      expect(model.rewards.map(({ values }) => [...values])).to.deep.equal([
        [5, 6, 1],
        [7, 7, 7],
      ]);
    });

    it('a row whose sum is a slip away from one, divided by it', () => {
      const { model, diagnostics } = warned(`${HEAD}${BODY}O: a : 0 0.4 0.7`, 1);
      expect(diagnostics[0]).to.include({ kind: 'row-sum', line: 9, column: 10, text: '0.4 0.7' });
      expect(diagnostics[0]!.message).to.contain('sum to 1.1').and.to.contain('O: a : 0');
      expect(dense(model.observationTables[0]!)[0]).to.deep.equal([0.4 / (0.4 + 0.7), 0.7 / (0.4 + 0.7)]);
      expect(startOf('start: 0.5 0.25 0.15', 1)).to.deep.equal([0.5, 0.25, 0.15].map((p) => p / 0.9));
    });
  });
});
