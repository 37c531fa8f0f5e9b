import { type Binder, contribute, type EnvironmentSpec } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { z } from 'zod';
import { checkStudy } from './check-study.js';
import { coinRegistry } from '../run/coin.test.support.js';
import { readStudy } from './read-study.js';

describe('checkStudy', () => {
  let registry: Registry;
  before(async () => {
    registry = await coinRegistry();
  });

  const check = (text: string) => {
    const { study, place } = readStudy(text, 'study.yaml');
    return () => checkStudy(study, registry, place);
  };

  it('accepts a study whose parts are known and fit together', () => {
    expect(check('environments: [Coin-v0]\nagents: [{ policy: logit }]')).to.not.throw();
  });

  const refusals: [string, string, string][] = [
    [
      'an unknown environment',
      'environments:\n  - Coin-v0\n  - { id: Cion-v0 }\nagents: [{ policy: logit }]',
      'study.yaml:3:7: There is no environment Cion-v0. Did you mean Coin-v0?',
    ],
    [
      'an unknown part of an agent',
      'environments: [Coin-v0]\nagents:\n  - policy: logit\n    learner: onlin\n',
      'study.yaml:4:5: There is no learner onlin. Did you mean online?',
    ],
    [
      'a part of another kind',
      'environments: [Coin-v0]\nagents:\n  - policy: online\n',
      'study.yaml:3:5: online is a learner, where a policy is expected.',
    ],
    [
      'an option out of range',
      'environments: [Coin-v0]\nagents:\n  - policy: logit\n    learner:\n      id: online\n      options:\n        rate: -1\n',
      'study.yaml:7:9: The option rate of learner online is -1; it must be a number above 0.',
    ],
    [
      'an unknown option in a line',
      'environments: [Coin-v0]\nagents:\n  - policy: logit\n    learner: online:rat=1\n',
      'study.yaml:4:5: There is no option rat of learner online. Did you mean rate?',
    ],
    [
      'an agent that does not fit its environment',
      'environments: [Coin-v0, ModelFreeCoin-v0]\nagents:\n  - policy: logit\n  - solver: ones-solver\n',
      'study.yaml:1:25: The agent ones-solver plans on a model, and the environment ModelFreeCoin-v0 has none.',
    ],
    [
      'a start that has not as many numbers as the policy has parameters',
      'environments: [Coin-v0]\nagents:\n  - { name: far, policy: logit, start: { center: [1, 2] } }\n',
      'study.yaml:3:5: The agent far is to start around 2 numbers, and its policy has 1 parameters here.',
    ],
    [
      'parts that do not fit',
      'environments: [Coin-v0]\nagents:\n  - policy: ones\n    learner: online\n',
      'study.yaml:3:5: The learner online cannot be made like this: It trains the policy logit alone.',
    ],
  ];
  for (const [what, text, sentence] of refusals) {
    it(`refuses ${what}, and says where`, () => {
      const begins = sentence.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      expect(check(text))
        .to.throw(new RegExp(`^${begins}`))
        .with.property('name', 'InputError');
    });
  }

  it('refuses at once all pairs that do not fit, a line for each of 2 × 2, whatever the seeds', () => {
    const text =
      'environments: [Coin-v0, Start-v0]\nseeds: 30\nagents:\n  - { name: a, policy: ones, learner: online }\n' +
      '  - policy: logit\n  - { name: b, policy: logit, start: { center: [1, 2] } }\n';
    const online = 'The learner online cannot be made like this: It trains the policy logit alone.';
    const start = 'The agent b is to start around 2 numbers, and its policy has 1 parameters here.';
    expect(check(text)).to.throw(
      [
        `a cannot run in Coin-v0: study.yaml:4:5: ${online}`,
        `b cannot run in Coin-v0: study.yaml:6:5: ${start}`,
        `a cannot run in Start-v0: study.yaml:1:25: ${online}`,
        `b cannot run in Start-v0: study.yaml:1:25: ${start}`,
      ].join('\n'),
    );
  });

  it('refuses unknown parts, wrong options and pairs that do not fit in one go', () => {
    const text =
      'environments: [Coin-v0, Cion-v0]\nmetrics: [return]\nagents:\n  - { policy: logit, learner: online:rate=-1 }\n' +
      '  - { name: b, policy: logit, start: { center: [1, 2] } }\n';
    expect(check(text)).to.throw(
      [
        'study.yaml:1:25: There is no environment Cion-v0. Did you mean Coin-v0?',
        'study.yaml:4:22: The option rate of learner online is -1; it must be a number above 0.',
        'b cannot run in Coin-v0: study.yaml:5:5: The agent b is to start around 2 numbers, and its policy has 1 parameters here.',
      ].join('\n'),
    );
  });

  it('refuses episodes to be measured where there are none, unless a limit makes some', () => {
    const text = 'environments: [Coin-v0]\nmetrics: [return]\nagents: [{ policy: logit }]\n';
    expect(check(text)).to.throw(
      'study.yaml:3:10: The environment Coin-v0 is a continuing problem, without episodes whose return or length could be measured',
    );
    expect(check(`${text}episodeLimit: 10\n`)).not.to.throw();
  });

  it('says where a plugin with a fault stands, and keeps what it threw', async () => {
    const faulty = await coinRegistry();
    const thrown = new TypeError('It is broken.');
    const create = () => {
      throw thrown;
    };
    const spec: EnvironmentSpec = {
      id: 'Faulty-v0',
      summary: 'Broken.',
      options: z.strictObject({}),
      create,
    };
    const load = (module: Binder) => contribute(module, 'environment', spec);
    await faulty.load({ id: 0, load }, './faulty.js');
    const { study, place } = readStudy(
      'environments: [Faulty-v0]\nagents: [{ policy: logit }]',
      'study.yaml',
    );
    expect(() => checkStudy(study, faulty, place))
      .to.throw(/^study\.yaml:1:16: The environment Faulty-v0, which \.\/faulty\.js contributes, throws/)
      .with.property('cause', thrown);
  });
});
