import { describeEnvironment } from '@pomdp-gym/conformance';
import { frameText } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { cells, directions, stepFrom } from './arena.js';
import { tag } from './tag.js';
import { tagFrame } from './tag-frame.js';
import { flight, tagModel } from './tag-model.js';

describeEnvironment(tag);

const [NORTH, , , WEST, TAG] = [0, 1, 2, 3, 4];
const SEES_OPPONENT = 29;

const model = tagModel({ episodic: true, movesOnTag: false });
const fleeing = tagModel({ episodic: true, movesOnTag: true });

/** A row of the transition table as `next:probability`. */
function row(action: number, state: number, { transitions } = model): Record<number, number> {
  const { offsets, indices, values } = transitions[action]!;
  const entries: [number, number][] = [];
  for (let k = offsets[state]!; k < offsets[state + 1]!; k++) {
    entries.push([indices[k]!, Math.round(values[k]! * 1e9) / 1e9]);
  }
  return Object.fromEntries(entries);
}

const reward = (state: number, action: number) => {
  const first = model.transitions[action]!.offsets[state]!;
  return model.rewards[action]!.values[first];
};

const observation = (action: number, next: number) => {
  const { offsets, indices } = model.observationTables[action]!;
  expect(offsets[next + 1]! - offsets[next]!).to.equal(1);
  return indices[offsets[next]!];
};

const state = (robot: number, opponent: number) => 30 * robot + opponent;

describe('Tag', () => {
  it('has 870 states, 5 actions, 30 observations and discount .95', () => {
    expect([model.states, model.actions, model.observations]).to.deep.equal([870, 5, 30]);
    expect(model.discount).to.equal(0.95);
  });

  it('starts with robot and opponent anywhere, each pair of cells alike', () => {
    const possible = model.start.filter((probability) => probability > 0);
    expect(possible.length).to.equal(841);
    for (const probability of possible) expect(probability).to.equal(1 / 841);
    for (let robot = 0; robot < 29; robot++) expect(model.start[state(robot, 29)]).to.equal(0);
  });

  // Rows read in the public file TagAvoid.pomdp, by its state numbers.
  it('moves as the public file says', () => {
    expect(row(NORTH, 0)).to.deep.equal({ 300: 0.6, 301: 0.2, 310: 0.2 });
    expect(row(NORTH, 1)).to.deep.equal({ 301: 0.4, 302: 0.4, 311: 0.2 });
    expect(row(NORTH, 9)).to.deep.equal({ 309: 0.8, 319: 0.2 });
    expect(row(NORTH, 15)).to.deep.equal({ 315: 0.2, 316: 0.4, 320: 0.4 });
    expect(row(NORTH, 19)).to.deep.equal({ 319: 1 });
    expect(row(WEST, 654)).to.deep.equal({ 623: 0.2, 624: 0.2, 625: 0.2, 627: 0.4 });
    expect(row(WEST, 657)).to.deep.equal({ 626: 0.2, 627: 0.6, 628: 0.2 });
    expect(row(WEST, 713)).to.deep.equal({ 710: 0.2, 713: 0.4, 714: 0.2, 716: 0.2 });
    expect(row(WEST, 744)).to.deep.equal({ 711: 0.2, 713: 0.2, 714: 0.2, 715: 0.2, 717: 0.2 });
    expect(row(WEST, 825)).to.deep.equal({ 785: 0.4, 794: 0.4, 795: 0.2 });
  });

  it('tags an opponent in the same cell for good, and in vain otherwise', () => {
    expect(row(TAG, state(4, 4))).to.deep.equal({ [state(4, 29)]: 1 });
    expect(row(TAG, state(4, 5))).to.deep.equal({ [state(4, 5)]: 1 });
    for (let action = 0; action <= TAG; action++) {
      expect(row(action, state(4, 29))).to.deep.equal({ [state(4, 29)]: 1 });
    }
  });

  it('lets the opponent flee from a vain tag if asked to, as from a move', () => {
    const fled = row(TAG, state(0, 1), fleeing);
    expect(fled).to.deep.equal({ [state(0, 2)]: 0.4, [state(0, 1)]: 0.4, [state(0, 11)]: 0.2 });
    expect(row(TAG, state(0, 0), fleeing)).to.deep.equal({ [state(0, 29)]: 1 });
  });

  it('pays -1 a move, +10 a tag and -10 a vain one', () => {
    for (let action = 0; action < TAG; action++) expect(reward(state(4, 5), action)).to.equal(-1);
    expect(reward(state(4, 4), TAG)).to.equal(10);
    expect(reward(state(4, 5), TAG)).to.equal(-10);
    expect(reward(state(4, 29), TAG)).to.equal(0);
  });

  it('shows the robot its own cell, or that the opponent shares it', () => {
    expect(observation(NORTH, state(7, 8))).to.equal(7);
    expect(observation(NORTH, state(7, 7))).to.equal(SEES_OPPONENT);
    expect(observation(TAG, state(7, 29))).to.equal(7);
  });

  // The opponent never comes nearer along an axis, so no flight ends on the robot unless it began there.
  it('keeps the opponent away from the robot for every pair of cells', () => {
    for (let robot = 0; robot < 29; robot++) {
      for (let opponent = 0; opponent < 29; opponent++) {
        const outcomes = flight(robot, opponent);
        expect(outcomes.reduce((sum, [, probability]) => sum + probability, 0)).to.be.closeTo(1, 1e-12);
        if (robot !== opponent) expect(outcomes.map(([cell]) => cell)).to.not.include(robot);
      }
    }
  });

  it('is an arena of 29 cells that leads everywhere and back', () => {
    expect(cells.length).to.equal(29);
    const reached = new Set([0]);
    for (const cell of reached) for (const way of directions) reached.add(stepFrom(cell, way));
    expect(reached.size).to.equal(29);
  });

  it('differs in its two endings in the marks of the tagged states alone', () => {
    const { terminal, ...tables } = model;
    expect(tables).to.deep.equal(tagModel({ episodic: false, movesOnTag: false }));
    terminal?.forEach((mark, number) => expect(mark).to.equal(Number(number % 30 === 29)));
  });

  it('shows an agent nothing of the opponent unless it is there', () => {
    const environment = tag.create(tag.options.parse({}));
    const random = randomStream(3, 'environment');
    expect(environment.reset(random)).to.equal(30);
    for (let t = 0; t < 200; t++) {
      const { observation: seen } = environment.step(t % TAG);
      const [robot, opponent] = [Math.floor(environment.state / 30), environment.state % 30];
      expect(seen).to.equal(robot === opponent ? SEES_OPPONENT : robot);
    }
  });

  it('draws robot and opponent on the map', () => {
    expect(frameText(tagFrame(state(11, 27), undefined))).to.deep.equal([
      '     .o.  ',
      '     ...  ',
      '     ...  ',
      '.@........',
      '..........',
      'robot: (1, 1)',
      'opponent: (6, 4)',
    ]);
    const step = { action: TAG, observation: 3, reward: 10, ending: 'terminated' } as const;
    const text = frameText(tagFrame(state(3, 29), step));
    expect(text[4]).to.equal('...x......');
    expect(text).to.include('opponent: tagged');
    expect(frameText(tagFrame(state(3, 3), undefined))[4]).to.equal('...&......');
  });
});
