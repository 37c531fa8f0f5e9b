import { describeEnvironment, itEqualsPublicFile } from '@pomdp-gym/conformance';
import type { SparseRows } from '@pomdp-gym/contracts';
import { frameText } from '@pomdp-gym/models';
import { entryAt, randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { hallway, hallway2 } from './hallway.js';

describeEnvironment(hallway);
describeEnvironment(hallway, { options: { atGoal: 'stop' } });
describeEnvironment(hallway2);
describeEnvironment(hallway2, { options: { atGoal: 'stop' } });

const [STAY, FORWARD, RIGHT, AROUND, LEFT] = [0, 1, 2, 3, 4];
const [NORTH, EAST, SOUTH, WEST] = [0, 1, 2, 3];

function rowOf(table: SparseRows, row: number): Record<number, number> {
  const [begin, end] = [table.offsets[row]!, table.offsets[row + 1]!];
  const entries = [...table.indices.slice(begin, end)].map((column, i) => [
    column,
    Math.round(table.values[begin + i]! * 1e12) / 1e12,
  ]);
  return Object.fromEntries(entries) as Record<number, number>;
}

describe('Hallway-v0', () => {
  // The file cuts numbers to six decimals and adds what it cut off to one number of the row.
  const rounding = { start: 1e-5, transitions: 1e-5, observationTables: 2e-5 };
  itEqualsPublicFile(() => hallway.create({ atGoal: 'restart' }), 'hallway.POMDP', rounding);

  const model = hallway.create({ atGoal: 'restart' }).model();
  const { transitions, observationTables, labels } = model;

  it('has 15 cells of 4 headings, 5 actions, and 16 patterns, 4 landmarks and the goal to see', () => {
    expect([model.states, model.actions, model.observations]).to.deep.equal([60, 5, 21]);
    expect(labels.observations?.slice(16)).to.deep.equal([
      'landmark-1',
      'landmark-2',
      'landmark-3',
      'landmark-4',
      'goal',
    ]);
  });

  it('moves as the robot does from the western end', () => {
    // Cell 0 has one way out, east to cell 1 (states 4 to 7).
    expect(rowOf(transitions[STAY]!, NORTH)).to.deep.equal({ 0: 1 });
    expect(rowOf(transitions[FORWARD]!, EAST)).to.deep.equal({ 1: 0.2, 5: 0.8 });
    expect(rowOf(transitions[FORWARD]!, NORTH)).to.deep.equal({ 0: 0.95, 5: 0.05 });
    expect(rowOf(transitions[FORWARD]!, WEST)).to.deep.equal({ 3: 0.95, 5: 0.025, 7: 0.025 });
    expect(rowOf(transitions[RIGHT]!, SOUTH)).to.deep.equal({ 0: 0.1, 1: 0.1, 2: 0.1, 3: 0.7 });
    expect(rowOf(transitions[AROUND]!, EAST)).to.deep.equal({ 0: 0.15, 1: 0.1, 2: 0.15, 3: 0.6 });
    expect(rowOf(transitions[LEFT]!, NORTH)).to.deep.equal({ 0: 0.1, 1: 0.1, 2: 0.1, 3: 0.7 });
  });

  it('knows a landmark for certain when it faces south in the third cell', () => {
    expect(rowOf(observationTables[STAY]!, 4 * 2 + SOUTH)).to.deep.equal({ 16: 1 });
    expect(Object.keys(rowOf(observationTables[STAY]!, 4 * 2 + NORTH))).to.have.length(16);
  });

  it('pays 1 on entering the goal and begins again elsewhere', () => {
    const goal = 4 * 14;
    const entering = rowOf(transitions[FORWARD]!, 4 * 8 + SOUTH);
    expect(entering[goal + SOUTH]).to.equal(0.8);
    const again = rowOf(transitions[STAY]!, goal);
    expect(Object.keys(again)).to.have.length(56);
    expect(entryAt(transitions[STAY]!, goal, goal)).to.equal(0);
    expect(model.terminal).to.equal(undefined);
  });

  it('ends the episode at the goal when asked to stop', () => {
    const stopping = hallway.create({ atGoal: 'stop' });
    expect(stopping.task).to.equal('episodic');
    expect([...stopping.model().terminal!.keys()].filter((s) => stopping.model().terminal![s])).to.deep.equal(
      [56, 57, 58, 59],
    );
  });

  it('shows nothing before the first action', () => {
    expect(hallway.create({ atGoal: 'stop' }).reset(randomStream(1, 'environment'))).to.equal(21);
  });

  it('draws the robot as an arrow', () => {
    const environment = hallway.create({ atGoal: 'restart' });
    const state = 4 * 9 + EAST;
    const begun = { state, entered: state, action: -1, observation: 21, reward: 0, ending: 'none' };
    environment.restore(begun, randomStream(3, 'environment'));
    expect(frameText(environment.frame())).to.deep.equal([
      '#############',
      '#  L L L L> #',
      '### # # #G###',
      '#############',
      'facing: east',
    ]);
  });
});

describe('Hallway2-v0', () => {
  const model = hallway2.create({ atGoal: 'restart' }).model();
  const { transitions, observationTables } = model;

  it('has 23 cells of 4 headings, 5 actions, and 16 patterns and the goal to see', () => {
    expect([model.states, model.actions, model.observations]).to.deep.equal([92, 5, 17]);
  });

  it('has the goal in cell 17, out of which one begins again in any of 88 states', () => {
    expect([...model.start.keys()].filter((state) => model.start[state] === 0)).to.deep.equal([
      68, 69, 70, 71,
    ]);
    expect(model.start[0]).to.be.closeTo(1 / 88, 1e-15);
  });

  // Rows read in a stored copy of the public hallway2.POMDP.
  const forward: Record<number, Record<number, number>> = {
    0: { 0: 0.9, 5: 0.05, 24: 0.025, 26: 0.025 },
    10: { 7: 0.05, 10: 0.1, 13: 0.05, 30: 0.8 },
    17: { 13: 0.025, 15: 0.025, 17: 0.9, 34: 0.05 },
    24: { 0: 0.8, 23: 0.05, 24: 0.1, 40: 0.025, 42: 0.025 },
    32: { 16: 0.8, 32: 0.1, 37: 0.05, 48: 0.025, 50: 0.025 },
    36: { 35: 0.05, 36: 0.95 },
  };
  for (const [state, row] of Object.entries(forward)) {
    it(`goes forward from state ${state} as the public file does`, () => {
      expect(rowOf(transitions[FORWARD]!, Number(state))).to.deep.equal(row);
    });
  }

  it('sees in states 53 to 73 what the public file makes most likely there', () => {
    const likeliest = (state: number) => {
      const row = Array.from({ length: 17 }, (_, y) => entryAt(observationTables[STAY]!, state, y));
      return row.indexOf(Math.max(...row));
    };
    expect([53, 54, 55, 56, 57, 58, 59, 60, 64, 65, 68, 72, 73].map(likeliest)).to.deep.equal([
      7, 14, 13, 4, 8, 1, 2, 5, 1, 2, 16, 3, 6,
    ]);
  });
});
