import { describeEnvironment } from '@pomdp-gym/conformance';
import { frameText } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { tMaze, tMazeFrame } from './t-maze.js';

describeEnvironment(tMaze);
describeEnvironment(tMaze, { options: { length: 1 } });

const [NORTH, EAST, SOUTH, WEST] = [0, 1, 2, 3];
const [SIGN_NORTH, SIGN_SOUTH, CORRIDOR, JUNCTION] = [0, 1, 2, 3];

describe('TMaze-v0', () => {
  it('pays 4 to who remembers the sign, in length + 1 steps', () => {
    for (const length of [1, 4, 10]) {
      const environment = tMaze.create({ length });
      const random = randomStream(1, 'environment');
      const signs = new Set<number>();
      for (let episode = 0; episode < 20; episode++) {
        const sign = environment.reset(random);
        signs.add(sign);
        for (let step = 1; step < length; step++) {
          expect(environment.step(EAST)).to.deep.equal({ observation: CORRIDOR, reward: 0, ending: 'none' });
        }
        expect(environment.step(EAST)).to.deep.equal({ observation: JUNCTION, reward: 0, ending: 'none' });
        const { reward, ending } = environment.step(sign === SIGN_NORTH ? NORTH : SOUTH);
        expect([reward, ending]).to.deep.equal([4, 'terminated']);
      }
      expect([...signs].sort()).to.deep.equal([SIGN_NORTH, SIGN_SOUTH]);
      expect(environment.optimum?.averageReward).to.equal(4 / (length + 1));
    }
  });

  it('charges .1 for the wrong arm and for standing still', () => {
    const environment = tMaze.create({ length: 1 });
    const sign = environment.reset(randomStream(2, 'environment'));
    for (const blocked of [NORTH, SOUTH, WEST]) {
      expect(environment.step(blocked)).to.deep.equal({ observation: sign, reward: -0.1, ending: 'none' });
    }
    environment.step(EAST);
    expect(environment.step(EAST)).to.deep.equal({ observation: JUNCTION, reward: -0.1, ending: 'none' });
    const { reward, ending } = environment.step(sign === SIGN_NORTH ? SOUTH : NORTH);
    expect([reward, ending]).to.deep.equal([-0.1, 'terminated']);
  });

  it('gives Bakker’s three-bit codes as features', () => {
    expect(tMaze.create({ length: 3 }).observationSpace.features).to.deep.equal([
      [0, 1, 1],
      [1, 1, 0],
      [1, 0, 1],
      [0, 1, 0],
    ]);
  });

  it('draws the maze, the goal and the agent, at the end too', () => {
    expect(frameText(tMazeFrame(2, 3))).to.deep.equal([
      '######',
      '####+#',
      '#S @ #',
      '####-#',
      '######',
      'goal: north',
    ]);
    const environment = tMaze.create({ length: 1 });
    environment.reset(randomStream(1, 'environment'));
    environment.step(EAST);
    environment.step(NORTH);
    expect(frameText(environment.frame())[1]).to.equal('##@#');
  });
});
