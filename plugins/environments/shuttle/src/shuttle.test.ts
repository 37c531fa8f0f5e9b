import { describeEnvironment, itEqualsPublicFile } from '@pomdp-gym/conformance';
import { frameText } from '@pomdp-gym/models';
import { entryAt, randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { shuttle, shuttleFrame } from './shuttle.js';

describeEnvironment(shuttle);

const [TURN, FORWARD, BACKUP] = [0, 1, 2];

describe('Shuttle-v0', () => {
  itEqualsPublicFile(() => shuttle.create({}), 'shuttle.95.POMDP');

  const environment = shuttle.create({});
  const { transitions, observationTables, rewards, start } = environment.model();
  const row = (action: number, state: number) =>
    Array.from({ length: 8 }, (_, next) => entryAt(transitions[action]!, state, next));

  it('backs up as Chrisman has it', () => {
    expect(row(BACKUP, 0)).to.deep.equal([0, 0, 0, 0, 0, 0, 0, 1]);
    expect(row(BACKUP, 1)).to.deep.equal([0, 0.4, 0.3, 0, 0.3, 0, 0, 0]);
    expect(row(BACKUP, 2)).to.deep.equal([0, 0, 0.1, 0.8, 0, 0, 0.1, 0]);
    expect(row(BACKUP, 3)).to.deep.equal([0.7, 0, 0, 0.3, 0, 0, 0, 0]);
  });

  it('turns and drives without fail', () => {
    const next = (action: number) => [...transitions[action]!.indices];
    expect(next(TURN)).to.deep.equal([1, 4, 5, 6, 1, 2, 3, 1]);
    expect(next(FORWARD)).to.deep.equal([4, 1, 1, 2, 5, 6, 6, 4]);
  });

  it('sees a station from its door, and with .7 from space', () => {
    expect(entryAt(observationTables[TURN]!, 1, 1)).to.equal(1);
    expect([0, 1, 3].map((y) => entryAt(observationTables[TURN]!, 5, y))).to.deep.equal([0.7, 0, 0.3]);
    expect([0, 1, 3].map((y) => entryAt(observationTables[TURN]!, 2, y))).to.deep.equal([0, 0.7, 0.3]);
  });

  it('pays 10 for docking at the station visited least recently, and −3 for bumping into one', () => {
    expect([...rewards[TURN]!.values]).to.deep.equal(Array(8).fill(0));
    expect([...rewards[FORWARD]!.values]).to.deep.equal([0, -3, 0, 0, 0, 0, -3, 0]);
    const [first] = [transitions[BACKUP]!.offsets[3]!];
    expect([...rewards[BACKUP]!.values].filter((reward) => reward !== 0)).to.deep.equal([10]);
    expect(rewards[BACKUP]!.values[first]).to.equal(10);
  });

  it('begins docked, showing nothing yet', () => {
    expect(start[7]).to.equal(1);
    expect(environment.reset(randomStream(1, 'environment'))).to.equal(5);
  });

  it('draws the ship where it is, pointing where it looks', () => {
    const drawn = (state: number) => frameText(shuttleFrame(state))[1];
    expect(Array.from({ length: 8 }, (_, state) => drawn(state))).to.deep.equal([
      '[> ]             [  ]',
      '[  ]           > [  ]',
      '[  ]      >      [  ]',
      '[  ] >           [  ]',
      '[  ]           < [  ]',
      '[  ]      <      [  ]',
      '[  ] <           [  ]',
      '[  ]             [ <]',
    ]);
  });

  it('draws the ship at its station, looking at it or away from it', () => {
    // Docked at the LRV station it looks out to the right; facing the MRV station it looks to the right too.
    expect(shuttleFrame(0).svg).to.match(/translate\(45\.6 88\) ">/);
    expect(shuttleFrame(1).svg).to.match(/translate\(348\.0 88\) ">/);
    expect(shuttleFrame(6).svg).to.match(/translate\(132\.0 88\) scale\(-1 1\)">/);
  });
});
