import { randomStream } from '@pomdp-gym/numerics';
import { AdaStop, type AdaStopSettings, mean, Replicates } from '@pomdp-gym/statistics';
import { expect } from 'chai';
import { REFERENCE, referenceNote, referenceRows } from './reference-csv.js';

const agents = ['PPO', 'DDPG', 'SAC', 'TRPO'];

/** The runs of each stage by agent: walker1.csv, walker2.csv, … of AdaStop's tutorial, five runs of each agent that still runs. */
function stageRuns(stage: number): Map<string, Replicates> {
  const rows = referenceRows(`adastop/walker${stage}.csv`);
  return new Map(
    agents.flatMap((agent) =>
      rows[0]?.[agent] === undefined
        ? []
        : [[agent, Replicates.bySeed(rows.map((row, i) => [5 * stage + i, Number(row[agent])] as const))]],
    ),
  );
}

function decided(settings: Pick<AdaStopSettings, 'asPublished'>, seed: number): AdaStop {
  const test = new AdaStop({
    agents,
    seeds: 5,
    stages: 5,
    random: randomStream(seed, 'walkers'),
    ...settings,
  });
  for (let stage = 1; test.competing.length > 0; stage++) test.addStage(stageRuns(stage));
  return test;
}

const outcomes = (test: AdaStop) =>
  test.decisions.map(({ first, second, outcome }) => `${first} ${outcome} ${second}`);

describe(`AdaStop on the walkers of its tutorial ${referenceNote}`, function () {
  this.timeout(240_000);
  before(function () {
    if (!REFERENCE) this.skip();
  });

  it('decides all six pairs as published, after the published numbers of runs', () => {
    // Random permutations differ from seed to seed; the decisions do not.
    for (const seed of [1, 2, 3]) {
      const test = decided({ asPublished: true }, seed);
      expect(outcomes(test)).to.deep.equal([
        'PPO better DDPG',
        'PPO worse SAC',
        'PPO better TRPO',
        'DDPG worse SAC',
        'DDPG worse TRPO',
        'SAC better TRPO',
      ]);
      expect([...test.seedsUsed]).to.deep.equal([
        ['PPO', 10],
        ['DDPG', 25],
        ['SAC', 10],
        ['TRPO', 25],
      ]);
    }
  });

  it('decides five of them, after as many runs, by the rule that keeps the level', () => {
    const test = decided({}, 1);
    expect(outcomes(test)).to.include.members(['PPO better DDPG', 'PPO worse SAC', 'SAC better TRPO']);
    expect(outcomes(test), 'its probability is .022, and .010 of the level is left').to.include(
      'DDPG equal TRPO',
    );
    expect([...test.seedsUsed.values()]).to.deep.equal([10, 25, 10, 25]);
  });

  it('rests on the published means', () => {
    const used: [agent: string, stages: number, published: number][] = [
      ['PPO', 2, 2901.53],
      ['DDPG', 5, 884.12],
      ['SAC', 2, 4543.4],
      ['TRPO', 5, 1215.42],
    ];
    for (const [agent, stages, published] of used) {
      const scores = Array.from({ length: stages }, (_, i) => stageRuns(i + 1).get(agent)!.scores).flat();
      expect(mean(scores), agent).closeTo(published, 0.005); // two decimals are published
    }
  });
});
