import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { lastValueFrom, toArray } from 'rxjs';
import { checkStudy } from '../study/check-study.js';
import { coinRegistry, coinReward } from './coin.test.support.js';
import type { DiscountedEvaluation } from '@pomdp-gym/contracts';
import { parseStudy, readStudy } from '../study/read-study.js';
import { runEvents } from './run-events.js';
import { recordOf } from './run-record.js';
import { runState, waiting } from './run-state.js';
import { runsOf } from '../study/study.js';
import { summarize } from '../results/summary.js';

const climber = { policy: 'logit', estimator: 'mean-score', optimizer: 'climb', steps: 100 };
const HALF = { discount: 0.5 };

describe('the discounted value of the start', () => {
  let registry: Registry;
  before(async () => {
    registry = await coinRegistry();
  });

  const recordsOf = async (agents: object[], discounted: object, more: object = {}) => {
    const { evaluation = {}, ...settings } = more as { evaluation?: object };
    const study = parseStudy({
      ...{ environments: ['Coin-v0'], seeds: [7], budget: 1000, agents, ...settings },
      evaluation: { steps: 1000, ...evaluation, discounted },
    });
    checkStudy(study, registry);
    const records = [];
    for (const [run, description] of runsOf(study).entries()) {
      const events = await lastValueFrom(runEvents(description, registry).pipe(toArray()));
      records.push(recordOf(run, description, events.reduce(runState, waiting)));
    }
    return { study, records };
  };
  const valueOf = async (...args: Parameters<typeof recordsOf>): Promise<DiscountedEvaluation> =>
    (await recordsOf(...args)).records[0]!.discounted!;

  it('is exact for a table: every step of the coin earns η, so it is η / (1 − γ)', async () => {
    const { records } = await recordsOf([climber], HALF);
    const { theta, discounted } = records[0]!;
    expect(discounted).to.include({ discount: 0.5, exact: true, halfWidth: 0, episodes: 0 });
    expect(discounted!.value).to.be.closeTo(coinReward(theta![0]!) / 0.5, 1e-12);
  });

  it('is simulated else: 4000 episodes of 14 steps, five standard errors (missed once in 2·10⁶)', async () => {
    const { value, exact, halfWidth, episodes } = await valueOf([{ policy: 'ones' }], {
      ...HALF,
      episodes: 4000,
    });
    expect([exact, episodes]).to.deep.equal([false, 4000]);
    // Steps are independent: the variance of a return is .09 / (1 − γ²) = .12.
    expect(halfWidth).to.be.closeTo(1.96 * Math.sqrt(0.12 / 4000), 0.001);
    expect(value).to.be.closeTo(1.8, 5 * Math.sqrt(0.12 / 4000) + 1e-4);
  });

  it('is of the same episodes for every agent, and of others for another seed', async () => {
    const agents = [
      { name: 'one', policy: 'ones' },
      { name: 'two', solver: 'ones-solver' },
    ];
    const { records, study } = await recordsOf(agents, { ...HALF, episodes: 20 }, { seeds: [1, 2] });
    const [a1, a2, b1, b2] = records.map(({ discounted }) => discounted!.value);
    expect([b1, b2]).to.deep.equal([a1, a2]);
    expect(a1).to.not.equal(a2);
    const [one] = summarize(study, records);
    expect(one!.discounted).to.include({ discount: 0.5, exact: false });
    expect(one!.discounted!.mean).to.be.closeTo((a1! + a2!) / 2, 1e-12);
    expect(one!.discounted!.low).to.be.below(Math.min(a1!, a2!));
  });

  it('is cut at the step asked for, and by a limit on episodes', async () => {
    const one = await valueOf([{ policy: 'ones' }], { ...HALF, steps: 1, episodes: 50 });
    const limited = await valueOf([{ policy: 'ones' }], { ...HALF, episodes: 50 }, { episodeLimit: 1 });
    expect(one.value).to.be.within(0.7, 1);
    expect(limited.value).to.equal(one.value);
    const climbed = await valueOf([climber], HALF, { episodeLimit: 1 });
    expect(climbed.exact, 'a limit makes another problem').to.equal(false);
  });

  it('is left out where it is not asked for', async () => {
    const study = parseStudy({
      environments: ['Coin-v0'],
      agents: [{ policy: 'ones' }],
      seeds: [1],
      budget: 10,
    });
    const [description] = runsOf(study);
    const events = await lastValueFrom(runEvents(description!, registry).pipe(toArray()));
    const record = recordOf(0, description!, events.reduce(runState, waiting));
    expect(record).to.not.have.property('discounted');
    expect(summarize(study, [record])[0]!.discounted).to.equal(null);
  });

  it('needs a discount, the study’s or the problem’s', async () => {
    let said: unknown;
    await recordsOf([{ policy: 'ones' }], {}).catch((error: unknown) => (said = error));
    expect(String(said)).to.include(
      'The environment Coin-v0 states no discount below 1 to value its start by: set one at evaluation.discounted.discount.',
    );
    const text = (value: string) =>
      `environments: [Coin-v0]\nagents: [{ policy: ones }]\nevaluation:\n  discounted: ${value}\n`;
    const refused = (value: string) => () => readStudy(text(value), 's.yaml');
    expect(refused('{ discount: 1 }')).to.throw(
      's.yaml:4:17: evaluation.discounted.discount must be a number from 0 to below 1, not 1.',
    );
    expect(refused('yes')).to.throw(
      'evaluation.discounted must be a mapping of discount, episodes and steps',
    );
  });
});
