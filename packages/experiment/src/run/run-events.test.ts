import { type Binder, contribute, learner } from '@pomdp-gym/contracts';
import { z } from 'zod';
import { assemble } from './assemble.js';
import { randomStream } from '@pomdp-gym/numerics';
import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { firstValueFrom, lastValueFrom, scan, take, takeUntil, tap, timer, toArray } from 'rxjs';
import { batches, coinRegistry, coinReward } from './coin.test.support.js';
import { parseStudy } from '../study/read-study.js';
import type { RunDescription, RunEvent, VisitedPoint } from '@pomdp-gym/contracts';
import { runEvents } from './run-events.js';
import { recordOf } from './run-record.js';
import { runState, waiting } from './run-state.js';
import { runsOf } from '../study/study.js';
import { whyEnded } from './why-ended.js';

const climber = { policy: 'logit', estimator: 'mean-score', optimizer: 'climb', steps: 100 };

function described(agent: object, settings: object = {}): RunDescription {
  const study = { environments: ['Coin-v0'], seeds: [7], budget: 10_000, ...settings, agents: [agent] };
  return runsOf(parseStudy(study))[0]!;
}

function isIterate(event: RunEvent): event is RunEvent & VisitedPoint {
  return event.kind === 'iterate';
}

describe('runEvents', () => {
  let registry: Registry;
  before(async () => {
    registry = await coinRegistry();
  });

  const eventsOf = (description: RunDescription) =>
    lastValueFrom(runEvents(description, registry).pipe(toArray()));
  const recordFor = async (description: RunDescription) =>
    recordOf(0, description, (await eventsOf(description)).reduce(runState, waiting));

  it('gives the same events for the same description, and others for another seed', async () => {
    const description = described(climber);
    const events = await eventsOf(description);
    expect(await eventsOf(description)).to.deep.equal(events);
    expect(await eventsOf({ ...description, seed: 8 })).to.not.deep.equal(events);
  });

  it('says nothing but plain JSON', async () => {
    const events = await eventsOf(described({ ...climber, optimizer: 'climb:probes=2' }));
    expect(JSON.parse(JSON.stringify(events))).to.deep.equal(events);
  });

  it('starts from θ uniform in ±initialScale, on a stream of its own', async () => {
    const agent = { ...climber, optimizer: 'climb:iterations=0', start: { initialScale: 0.5 } };
    const { theta } = await recordFor(described(agent));
    expect(theta).to.deep.equal([randomStream(7, 'start').uniform() - 0.5]);
  });

  it('evaluates exactly where model and table are known, and says what share of the optimum that is', async () => {
    const record = await recordFor(described(climber));
    const eta = coinReward(record.theta![0]!);
    expect(record).to.include({
      status: 'finished',
      ended: 'finished',
      exact: true,
      halfWidth: 0,
      steps: 500,
    });
    expect(record.averageReward).to.be.closeTo(eta, 1e-12); // rounding of a chain of two states
    expect(record.fractionOfOptimum).to.be.closeTo(eta / 0.9, 1e-12);
    expect(record.iterates).to.equal(6);
  });

  it('says why the optimizer ended, and whether θ moved', async () => {
    const said = await recordFor(described({ ...climber, optimizer: 'climb:ends=saying' }));
    expect(said).to.include({ ended: 'tired of climbing', moved: true });
    expect(whyEnded(said)).to.equal('tired of climbing');
    const still = await recordFor(described({ ...climber, optimizer: 'climb:iterations=0' }));
    expect(still).to.include({ ended: 'finished', moved: false });
    expect(whyEnded(still)).to.equal('the agent was done');
    const poor = await recordFor(described(climber, { budget: 99 }));
    expect(poor).to.include({ ended: 'budget', moved: false });
    expect(whyEnded(poor)).to.equal('budget spent before θ moved');
    const learner = await recordFor(described({ policy: 'logit', learner: 'online' }));
    expect(learner).to.include({ ended: 'budget', moved: true });
    expect(whyEnded(learner)).to.equal('budget spent');
    expect(await recordFor(described({ policy: 'ones' }, { evaluation: { steps: 1000 } }))).to.include({
      ended: 'finished',
      moved: null,
    });
  });

  it('refuses a learner that leaves the policy unused', async () => {
    const own = learner({
      id: 'own',
      summary: 'Brings its own policy.',
      options: z.strictObject({}),
      create: () => ({ policy: { reset: () => {}, act: () => 0 }, update: () => {} }),
    });
    const plugin = { id: 0, load: (module: Binder) => contribute(module, 'learner', own) };
    const knows = await coinRegistry();
    await knows.load(plugin, 'this test');
    expect(() => assemble(described({ policy: 'logit', learner: 'own' }), knows)).to.throw(
      'brings its own policy and leaves logit unused: leave that out.',
    );
    expect(assemble(described({ learner: 'own' }), knows).agent.kind).to.equal('learning');
    expect(assemble(described({ policy: 'logit', learner: 'online' }), knows).agent.kind).to.equal(
      'learning',
    );
  });

  it('draws the curve: exact η at the steps at which each point was reached', async () => {
    const events = await eventsOf(described(climber));
    const { curve } = events.reduce(runState, waiting);
    expect(curve.map(([steps]) => steps)).to.deep.equal([0, 100, 200, 300, 400, 500]);
    const iterates = events.filter(isIterate);
    curve.forEach(([, eta], i) => expect(eta).to.be.closeTo(coinReward(iterates[i]!.theta![0]!), 1e-12));
  });

  it('ends with the point it has come to where the next gradient would exceed the budget', async () => {
    const unlimited = { ...climber, optimizer: 'climb:iterations=1000' };
    const ten = await recordFor(
      described({ ...climber, optimizer: 'climb:iterations=10' }, { budget: 1000 }),
    );
    const spent = await recordFor(described(unlimited, { budget: 1099 }));
    expect(ten).to.include({ steps: 1000, ended: 'finished' });
    expect(spent).to.include({ steps: 1000, ended: 'budget' });
    expect(spent.theta).to.deep.equal(ten.theta); // the point whose direction it could not ask for any more
  });

  it('keeps the last iterate, not a trial, where a line search exceeds the budget', async () => {
    const agent = { ...climber, optimizer: 'climb:probes=3', steps: { direction: 100, lineSearch: 10 } };
    const events = await eventsOf(described(agent, { budget: 255 }));
    const record = events.reduce(runState, waiting);
    const iterates = events.filter(isIterate);
    expect(record).to.include({ steps: 250, ended: 'budget', probes: 5 });
    expect(iterates).to.have.length(2);
    expect(record.theta).to.deep.equal(iterates[1]!.theta);
  });

  it('ends where it starts if not even one gradient fits', async () => {
    const record = await recordFor(described(climber, { budget: 99 }));
    expect(record).to.include({ steps: 0, ended: 'budget', status: 'finished' });
    expect(record.theta![0]).to.equal((2 * randomStream(7, 'start').uniform() - 1) * 0.1);
  });

  it('gives the same bits on the kernel and on the generic path', async () => {
    for (const agent of [climber, { policy: 'logit', learner: 'online' }]) {
      const byKernel = await recordFor(described(agent));
      const byHand = await recordFor(described(agent, { environments: ['HandmadeCoin-v0'] }));
      expect({ ...byHand, environment: 'Coin-v0' }).to.deep.equal(byKernel);
    }
  });

  it('lets a learner start from θ uniform in ±initialScale, on a stream of its own', async () => {
    const [, start] = await eventsOf(
      described({ policy: 'logit', learner: 'online', start: { initialScale: 0.5 } }),
    );
    expect(start).to.deep.include({ kind: 'start', steps: 0 });
    expect((start as VisitedPoint).theta).to.deep.equal([randomStream(7, 'start').uniform() - 0.5]);
  });

  it('lets a learner use the whole budget', async () => {
    const record = await recordFor(described({ policy: 'logit', learner: 'online' }, { budget: 2050 }));
    expect(record).to.include({ steps: 2050, ended: 'budget', exact: true });
    expect(record.averageReward).to.be.above(0.6); // it starts at .5, and every move to action 1 earns more
    expect(record.curve.at(-1)).to.deep.equal([2050, record.averageReward]);
    expect(record.curve.length).to.be.within(90, 110);
  });

  it('gives a learner batches of as many steps as it asks for, and of one unless it asks', async () => {
    const lengths: number[] = [];
    const sized = learner({
      id: 'sized',
      summary: 'Keeps the lengths of its batches.',
      options: z.strictObject({ size: z.int().nullable().default(null).describe('The size it asks for') }),
      create: ({ size }, _spaces, policy) => ({
        policy: policy!,
        ...(size !== null && { batchSize: size }),
        update: ({ length }) => void lengths.push(length),
      }),
    });
    const own = await coinRegistry();
    const plugin = { id: 0, load: (module: Binder) => contribute(module, 'learner', sized) };
    await own.load(plugin, 'this test');
    const run = async (options: object) => {
      lengths.length = 0;
      const description = described({ policy: 'logit', learner: { id: 'sized', options } }, { budget: 200 });
      await lastValueFrom(runEvents(description, own));
      return Math.max(...lengths);
    };
    expect(await run({ size: 7 })).to.equal(7);
    expect(lengths.reduce((sum, length) => sum + length, 0)).to.equal(200);
    expect(await run({})).to.equal(1);
  });

  it('measures a policy alone, on streams of its own, where nothing exact can be said', async () => {
    const settings = { environments: ['ModelFreeCoin-v0'], evaluation: { steps: 20_000 } };
    const record = await recordFor(described({ policy: 'ones' }, settings));
    // η = .9; the mean of 20,000 independent rewards has a standard deviation of .3 / √20000 = .0021. Five of them: 6e-7.
    expect(record.averageReward).to.be.closeTo(0.9, 0.0106);
    expect(record.halfWidth).to.be.within(0.002, 0.008);
    expect(record).to.include({ exact: false, evaluationSteps: 20_000, steps: 0 });
  });

  it('takes no exact value of a model that is too large for it', async () => {
    const evaluation = { exactStates: 1, steps: 1000 };
    expect(await recordFor(described({ policy: 'logit' }, { evaluation }))).to.include({ exact: false });
  });

  it('measures under a limit on episodes as it learns, of a continuing problem too, and against no optimum', async () => {
    // It earns 0 in its first step and 1 in all others: 1 on the average, and (0 + 1 + 1 + 1) / 4 cut off after 4 steps.
    const settings = { environments: ['Start-v0'], evaluation: { steps: 1000 } };
    const free = await recordFor(described(climber, settings));
    expect(free).to.include({ exact: true, averageReward: 1, fractionOfOptimum: 1 });
    const limited = await recordFor(described(climber, { ...settings, episodeLimit: 4 }));
    expect(limited).to.include({ exact: false, fractionOfOptimum: null, evaluationSteps: 1000 });
    expect(limited.averageReward).to.be.closeTo(0.75, 1e-12); // rounding of a mean of 50 means
    expect(limited.curve).to.have.length.above(2);
    for (const [, eta] of limited.curve) expect(eta).to.equal(0.75);
  });

  it('lets a solver plan, and measures the policy it returns', async () => {
    const record = await recordFor(described({ solver: 'ones-solver' }, { evaluation: { steps: 5000 } }));
    expect(record).to.include({ status: 'finished', steps: 0, exact: false });
    expect(record.bounds).to.deep.equal({ lower: 1, upper: 2 });
    expect(record.averageReward).to.be.closeTo(0.9, 0.0215); // five standard deviations of 5,000 rewards
  });

  it('lets a solver plan with the discount that the study states', () => {
    const { agent } = assemble(
      described({ solver: 'ones-solver' }, { evaluation: { discounted: { discount: 0.75 } } }),
      registry,
    );
    expect(agent).to.have.nested.property('model.discount', 0.75);
    expect(assemble(described({ solver: 'ones-solver' }), registry).agent).not.to.have.nested.property(
      'model.discount',
    );
  });

  it('tells of infinite bounds as unknown', async () => {
    const [first] = (await eventsOf(described({ solver: 'ones-solver' }))).filter(
      ({ kind }) => kind === 'progress',
    );
    const description = described({ solver: 'ones-solver' });
    expect(recordOf(0, description, runState(waiting, first!)).bounds).to.deep.equal({
      lower: 0,
      upper: null,
    });
  });

  const failures: [string, string, RegExp][] = [
    ['an optimizer that throws', 'climb:ends=throwing', /^RangeError: The climb came to a cliff\.$/],
    [
      'parameters that run away',
      'climb:ends=nowhere',
      /^RangeError: After \d+ steps the parameters are no longer finite/,
    ],
  ];
  for (const [what, optimizer, reason] of failures) {
    it(`tells of ${what} as a run that failed, with the reason and the steps`, async () => {
      const record = await recordFor(described({ ...climber, optimizer }));
      expect(record).to.include({ status: 'failed', averageReward: null, fractionOfOptimum: null });
      expect(record.error).to.match(reason);
      expect(record.steps).to.be.above(0);
      expect(JSON.parse(JSON.stringify(record))).to.deep.equal(record);
    });
  }

  it('tells of a learner whose θ has run away, if only in its last step, as a run that failed', async () => {
    for (const [after, least] of [
      [1, 10],
      [1000, 1000],
    ] as const) {
      const record = await recordFor(
        described({ policy: 'logit', learner: `runaway:after=${after}` }, { budget: 1000 }),
      );
      expect(record).to.include({ status: 'failed', averageReward: null, steps: least });
      expect(record.error).to.equal(
        `RangeError: After ${least} steps the parameters are no longer finite: take shorter steps.`,
      );
      expect(record.theta).to.have.length(1); // the last that was finite
    }
  });

  it('reports a policy with an invalid table as a run that failed, although a simulation would go on', async () => {
    const record = await recordFor(described({ policy: 'half' }));
    expect(record).to.include({ status: 'failed', averageReward: null });
    expect(record.error).to.match(
      /^RangeError: The policy half breaks its contract: table returns a law that is refused. Row 0 of the policy's action probabilities is no distribution/,
    );
  });

  it('refuses at once what does not fit together', async () => {
    const refused: [object, object, string][] = [
      [
        { policy: 'ones', estimator: 'mean-score', optimizer: 'climb' },
        {},
        'The agent climb climbs by gradients, and the policy ones',
      ],
      [
        { solver: 'ones-solver' },
        { environments: ['ModelFreeCoin-v0'] },
        'The agent ones-solver plans on a model',
      ],
      [
        { policy: 'ones', learner: 'online' },
        {},
        'The learner online cannot be made like this: It trains the policy logit alone.',
      ],
    ];
    for (const [agent, settings, sentence] of refused) {
      const error: unknown = await eventsOf(described(agent, settings)).catch((reason: unknown) => reason);
      expect(error).to.have.property('name', 'InputError');
      expect((error as Error).message).to.include(sentence);
    }
  });

  it('stops when nobody listens any more', async () => {
    const endless = described({ ...climber, optimizer: 'climb:iterations=1000000' }, { budget: 1e9 });
    let events = 0;
    await firstValueFrom(
      runEvents(endless, registry).pipe(
        tap(() => events++),
        take(20),
        toArray(),
      ),
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(events).to.equal(20);
  });
  it('stops a gradient under way, which would take a quarter of an hour, when nobody listens any more', async () => {
    const endless = described({ ...climber, steps: 2 ** 35 }, { budget: 2 ** 36 });
    const turn = () => new Promise((resolve) => setTimeout(resolve, 0));
    const before = batches.given;
    const subscription = runEvents(endless, registry).subscribe();
    while (batches.given === before) await turn();
    subscription.unsubscribe();
    const stopped = batches.given;
    for (let turns = 0; turns < 5; turns++) await turn();
    expect(batches.given).to.equal(stopped);
  });

  it('lets timers have their turn while it climbs, however short each gradient is', async () => {
    const budget = 20_000_000;
    const long = described({ ...climber, optimizer: 'climb:iterations=1000000', steps: 5000 }, { budget });
    const lastState = await lastValueFrom(
      runEvents(long, registry).pipe(takeUntil(timer(1)), scan(runState, waiting)),
    );
    expect(lastState.status).to.equal('running');
    expect(lastState.steps).to.be.below(budget);
  });
});
