import type { RunDescription } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { lastValueFrom, toArray } from 'rxjs';
import { coinRegistry } from '../run/coin.test.support.js';
import { measurePolicy } from '../run/measure-policy.js';
import { recordOf, type RunRecord } from '../run/run-record.js';
import { runEvents } from '../run/run-events.js';
import { runState, waiting } from '../run/run-state.js';
import { parseStudy } from '../study/read-study.js';
import { runsOf } from '../study/study.js';
import { agentText, readAgent } from './read-agent.js';
import { restoreAgent } from './restore-agent.js';
import { saveAgent } from './save-agent.js';
import type { SavedAgent } from './saved-agent.js';

const provenance = { versions: { node: '20' }, build: 'b', plugins: [], files: {} };
const signal = new AbortController().signal;
const study = parseStudy({
  environments: ['Coin-v0'],
  agents: [
    { policy: 'logit', estimator: 'mean-score', optimizer: 'climb', steps: 50 },
    { policy: 'logit', learner: 'online' },
    { solver: 'ones-solver' },
    { policy: 'ones' },
  ],
  seeds: 1,
  budget: 300,
});
const theta: SavedAgent = {
  format: 'pomdp-gym agent',
  version: 1,
  study: { ...study, agents: study.agents.slice(0, 1) },
  steps: 300,
  ended: 'budget',
  look: 7,
  policy: { kind: 'parameters', theta: [-0, 0.1, 5e-324, -1.7976931348623157e308] },
  model: '1a2b',
  provenance,
};
const law: SavedAgent['policy'] = {
  kind: 'controller',
  nodes: 1,
  observations: 2,
  actions: 2,
  start: [1],
  actionProbabilities: [0.25, 0.75, 1, 0],
  successorProbabilities: [1, 1, 1, 1],
};
const vectors: SavedAgent['policy'] = {
  kind: 'vectors',
  discount: 0.95,
  states: 2,
  actions: 2,
  vectors: [
    { action: 0, values: [1, -0] },
    { action: 1, values: [0.1, 3] },
  ],
};

describe('The file of a trained agent', () => {
  let registry: Registry;
  before(async () => {
    registry = await coinRegistry();
  });

  for (const policy of [theta.policy, law, vectors, { kind: 'recipe' } as const]) {
    it(`is written again as it was read, to the bit: ${policy.kind}`, () => {
      const text = agentText({ ...theta, policy });
      const read = readAgent(text, 'a.json');
      expect([read.policy, read.look, read.model]).to.deep.equal([policy, 7, '1a2b']);
      expect(agentText(read)).to.equal(text);
    });
  }

  const changed = (change: (file: Record<string, unknown>) => void, policy = theta.policy): string => {
    const file = JSON.parse(agentText({ ...theta, policy })) as Record<string, unknown>;
    change(file);
    return JSON.stringify(file, null, 1);
  };
  const inPolicy = (policy: SavedAgent['policy'], change: object) =>
    changed((file) => Object.assign(file['policy'] as object, change), policy);
  const inStudy = (change: object) => changed((file) => Object.assign(file['study'] as object, change));
  const refused: readonly [string, string, RegExp][] = [
    ['no object', '3', /^a\.json:1:1: This is no trained agent/],
    ['θ alone', '[1, 2]', /^a\.json:1:1: This is no trained agent: .* It holds θ alone/],
    [
      'another format',
      changed((file) => (file['format'] = 'zip')),
      /^a\.json:2:2: format must be "pomdp-gym agent"\.$/,
    ],
    [
      'a later version',
      changed((file) => (file['version'] = 2)),
      /^a\.json:3:2: version must be 1, the version/,
    ],
    [
      'a key too many',
      changed((file) => (file['stepz'] = 1)),
      /^a\.json:\d+:2: stepz is not known here\. Did you mean steps\?$/,
    ],
    [
      'a number too large',
      agentText(theta).replace('5e-324', '1e999'),
      /policy\.theta\[2\] must be a finite number\.$/,
    ],
    ['text for θ', inPolicy(theta.policy, { theta: 'x' }), /policy\.theta must be a list of numbers\.$/],
    [
      'an unknown kind',
      inPolicy(theta.policy, { kind: 'net' }),
      /policy\.kind must be an object whose kind is|policy must be an object whose kind is/,
    ],
    [
      'a law of the wrong size',
      inPolicy(law, { nodes: 2 }),
      /policy\.start holds 1 numbers, where 2 are expected\.$/,
    ],
    [
      'nodes beyond counting',
      inPolicy(law, { nodes: 1e300 }),
      /policy\.nodes must be a whole number of at least 1\.$/,
    ],
    [
      'a vector too short',
      inPolicy(vectors, { states: 3 }),
      /policy\.vectors\[0\]\.values holds 2 numbers, where 3/,
    ],
    [
      'an action too high',
      inPolicy(vectors, { actions: 1 }),
      /policy\.vectors\[1\]\.action must be below 1\.$/,
    ],
    [
      'γ of one',
      inPolicy(vectors, { discount: 1 }),
      /policy\.discount must be a number from 0 to below 1\.$/,
    ],
    ['two seeds', inStudy({ seeds: [1, 2] }), /study\.seeds holds 2 where a trained agent has one\.$/],
    [
      'a study out of range',
      inStudy({ budget: -1 }),
      /^a\.json:\d+:3: budget must be a whole number of at least 1, not -1\.$/,
    ],
  ];
  for (const [what, text, sentence] of refused) {
    it(`is refused with a place: ${what}`, () => {
      expect(() => readAgent(text, 'a.json'))
        .to.throw(sentence)
        .and.have.property('message')
        .that.matches(/^a\.json:\d+:\d+: /);
    });
  }

  const done = async (run: RunDescription): Promise<RunRecord> => {
    const events = await lastValueFrom(runEvents(run, registry).pipe(toArray()));
    return recordOf(0, run, events.reduce(runState, waiting));
  };

  for (const [i, kind] of ['parameters', 'parameters', 'recipe', 'recipe'].entries()) {
    it(`brings back the policy of ${['an optimizer', 'a learner', 'a solver', 'a policy alone'][i]!}, worth the same to the bit`, async () => {
      const run = runsOf(study)[i]!;
      const record = await done(run);
      const saved = await saveAgent(run, record, registry, { provenance, signal });
      expect(saved.policy.kind).to.equal(kind);
      const { environment, policy, description } = await restoreAgent(
        readAgent(agentText(saved), 'a.json'),
        registry,
        signal,
      );
      const context = { environment, description, signal, onSign: () => undefined };
      const { averageReward, exact } = await measurePolicy(policy, context);
      expect([averageReward, exact]).to.deep.equal([record.averageReward, record.exact]);
      policy.reset(randomStream(1, 'policy'));
      expect(policy.act(0)).to.be.oneOf([0, 1]);
    });
  }

  it('is not written of a run that failed', async () => {
    const record = { status: 'failed', theta: null, steps: 0, ended: null, error: 'It ran away.' } as const;
    const failure = await saveAgent(runsOf(study)[0]!, record, registry, { provenance, signal }).catch(
      (error: Error) => error.message,
    );
    expect(failure).to.equal('The run failed, so it has no trained agent: It ran away.');
  });

  it('is refused in an environment that it does not fit', async () => {
    const refusal = (policy: SavedAgent['policy']) =>
      restoreAgent({ ...theta, policy }, registry, signal).then(
        () => 'accepted',
        (error: Error) => error.message,
      );
    expect(await refusal(theta.policy)).to.match(/has 4 parameters, and its policy takes 1 in Coin-v0\.$/);
    const larger = {
      ...law,
      observations: 1,
      actionProbabilities: [0.5, 0.5],
      successorProbabilities: [1, 1],
    };
    expect(await refusal(larger)).to.equal(
      'The agent is for 1 observations, and the environment Coin-v0 has 2.',
    );
    expect(await refusal({ ...law, actionProbabilities: [1, 1, 1, 0] })).to.match(/no distribution/);
    expect(await refusal({ ...vectors, actions: 3 })).to.equal(
      'The agent is for 3 actions, and the environment Coin-v0 has 2.',
    );
  });
});
