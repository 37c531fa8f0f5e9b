import { describeEnvironment, itEqualsPublicFile } from '@pomdp-gym/conformance';
import { frameText } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { cheeseMaze, cheeseMazeFrame } from './cheese-maze.js';

describeEnvironment(cheeseMaze);

const [NORTH, SOUTH, EAST, WEST] = [0, 1, 2, 3];
const CHEESE = 10;

describe('CheeseMaze-v0', () => {
  itEqualsPublicFile(() => cheeseMaze.create({}), 'cheese.95.POMDP');

  const { transitions, observationTables, rewards, start } = cheeseMaze.create({}).model();
  const next = (state: number, action: number) => {
    const table = transitions[action]!;
    return [...table.indices.slice(table.offsets[state]!, table.offsets[state + 1]!)];
  };

  it('walks its corridors and stays at walls', () => {
    expect([NORTH, SOUTH, EAST, WEST].map((action) => next(0, action))).to.deep.equal([[0], [5], [1], [0]]);
    expect([NORTH, SOUTH, EAST, WEST].map((action) => next(2, action))).to.deep.equal([[2], [6], [3], [1]]);
    expect([NORTH, SOUTH, EAST, WEST].map((action) => next(9, action))).to.deep.equal([[7], [9], [9], [9]]);
    expect(next(6, SOUTH)).to.deep.equal([CHEESE]);
  });

  it('looks alike in the two stretches of the top, the three shafts, and the two dead ends', () => {
    expect([...observationTables[NORTH]!.indices]).to.deep.equal([0, 1, 2, 1, 3, 4, 4, 4, 5, 5, 6]);
  });

  it('pays 1 on reaching the cheese, from where the next try begins anywhere else', () => {
    expect(rewards.flatMap(({ values }) => [...values]).filter((reward) => reward !== 0)).to.deep.equal([1]);
    expect(next(CHEESE, NORTH)).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect([...start]).to.deep.equal([...Array<number>(10).fill(0.1), 0]);
  });

  it('shows nothing before the first action', () => {
    expect(cheeseMaze.create({}).reset(randomStream(1, 'environment'))).to.equal(7);
  });

  it('draws the agent in its cell', () => {
    expect(frameText(cheeseMazeFrame(8))).to.deep.equal([
      '#######',
      '#     #',
      '# # # #',
      '#@#c# #',
      '#######',
      'sees: N',
    ]);
  });
});
