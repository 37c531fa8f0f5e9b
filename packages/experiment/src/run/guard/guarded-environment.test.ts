import type { Environment, Space } from '@pomdp-gym/contracts';
import { finiteModel, ModelEnvironment } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { guardedEnvironment } from './guarded-environment.js';

const discrete: Space = { kind: 'discrete', size: 3 };
const box: Space = { kind: 'box', low: [0], high: [1] };

/** An environment of another's making, which returns whatever JavaScript lets it. */
function returning(observationSpace: Space, observation: unknown, result: unknown): Environment {
  const made: unknown = {
    observationSpace,
    actionSpace: discrete,
    task: 'continuing',
    reset: () => observation,
    step: () => result,
  };
  return made as Environment;
}

describe('guardedEnvironment', () => {
  const begin = (environment: Environment) => environment.reset(randomStream(1, 'guard'));
  const good = { observation: 2, reward: 1, ending: 'none' };

  const refusals: [string, Space, unknown, unknown, string][] = [
    [
      'reset of Gymnasium',
      discrete,
      [0, {}],
      good,
      'reset returns the observation [0,{}], as a reset of Gymnasium does; it must be a whole number from 0 to 2, and nothing beside it.',
    ],
    [
      'reset of Gymnasium in a box',
      box,
      [Float64Array.of(0), {}],
      good,
      'reset returns the observation [[0],{}], as a reset of Gymnasium does; it must be a Float64Array of 1, each number within its bounds, and nothing beside it.',
    ],
    [
      'asynchronous reset',
      discrete,
      Promise.resolve(0),
      good,
      'reset returns the observation a promise; it must be a whole number from 0 to 2, at once: drop async.',
    ],
    [
      'step of Gymnasium',
      discrete,
      0,
      [0, 1, false, false, {}],
      'step returns [0,1,false,false,{}], as a step of Gymnasium does; it must return { observation, reward, ending }.',
    ],
    [
      'promise',
      discrete,
      0,
      Promise.resolve(good),
      'step returns a promise; it must return { observation, reward, ending } at once: drop async.',
    ],
    [
      'promise that is refused',
      discrete,
      0,
      { then: () => undefined },
      'step returns a promise; it must return { observation, reward, ending } at once: drop async.',
    ],
    [
      'step without a result',
      discrete,
      0,
      undefined,
      'step returns undefined; it must return { observation, reward, ending }.',
    ],
    [
      'observation beyond its space',
      discrete,
      0,
      { ...good, observation: 3 },
      'step returns the observation 3; it must be a whole number from 0 to 2.',
    ],
    [
      'observation that is too wide',
      box,
      Float64Array.of(0, 0),
      good,
      'reset returns the observation [0,0]; it must be a Float64Array of 1, each number within its bounds.',
    ],
    [
      'observation out of its box',
      box,
      Float64Array.of(1.5),
      good,
      'reset returns the observation [1.5]; it must be a Float64Array of 1, each number within its bounds.',
    ],
    [
      'observation that is no number',
      box,
      Float64Array.of(NaN),
      good,
      'reset returns the observation ["NaN"]; it must be a Float64Array of 1, each number within its bounds.',
    ],
    [
      'plain array',
      box,
      [0],
      good,
      'reset returns the observation [0]; it must be a Float64Array of 1, each number within its bounds: write Float64Array.of(…).',
    ],
    [
      'reward that is no number',
      discrete,
      0,
      { ...good, reward: NaN },
      'step returns the reward NaN; it must be a finite number.',
    ],
    [
      'reward in words',
      discrete,
      0,
      { ...good, reward: '1' },
      'step returns the reward the text "1"; it must be a finite number: turn it into one with Number(…).',
    ],
    [
      'missing reward',
      discrete,
      0,
      { observation: 0, ending: 'none' },
      'step returns {"observation":0,"ending":"none"}, without reward; it must return { observation, reward, ending }.',
    ],
    [
      'ending that does not exist',
      discrete,
      0,
      { ...good, ending: 'done' },
      `step returns the ending the text "done"; it must be 'none', 'terminated' or 'truncated'.`,
    ],
    [
      'ending that is true or false',
      discrete,
      0,
      { ...good, ending: true },
      `step returns the ending true; it must be 'none', 'terminated' or 'truncated': write ending: done ? 'terminated' : 'none'.`,
    ],
    [
      'done in place of an ending',
      discrete,
      0,
      { observation: 0, reward: 1, done: false },
      `step returns done and no ending; it must be 'none', 'terminated' or 'truncated': write ending: done ? 'terminated' : 'none'.`,
    ],
    [
      'missing ending',
      discrete,
      0,
      { observation: 0, reward: 1 },
      `step returns the ending undefined; it must be 'none', 'terminated' or 'truncated'.`,
    ],
  ];
  for (const [what, space, observation, result, sentence] of refusals) {
    it(`refuses a ${what} with a sentence`, () => {
      const environment = guardedEnvironment(returning(space, observation, result), 'environment Odd-v0');
      expect(() => {
        begin(environment);
        environment.step(0);
      }).to.throw(RangeError, `The environment Odd-v0 breaks its contract: ${sentence}`);
    });
  }

  it('returns what a sound environment returns', () => {
    const environment = guardedEnvironment(returning(discrete, 0, good), 'environment Sound-v0');
    expect([begin(environment), environment.step(0)]).to.deep.equal([0, good]);
  });

  it('leaves the environment of a model to the kernel', () => {
    const model = finiteModel({
      states: 1,
      actions: 1,
      observations: 1,
      transition: () => [[0, 1]],
      observation: () => [[0, 1]],
      reward: () => 0,
      start: [[0, 1]],
    });
    const environment = new ModelEnvironment(model);
    expect(guardedEnvironment(environment, 'x')).to.equal(environment);
  });
});
