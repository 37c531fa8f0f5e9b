import { type FiniteModel, InputError } from '@pomdp-gym/contracts';
import { entryAt, randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { finiteModel, type ModelDefinition } from './finite-model.js';
import { drawsFromItsModel, ModelEnvironment } from './model-environment.js';

/** Every reward tells all it may depend on: the state, the action, the next state and what is then seen, a digit each. */
const telling = (state: number, action: number, next: number, observation: number) =>
  1000 * state + 100 * action + 10 * next + observation;

/** Five states, three actions; what is seen is sure in even states, and the last state ends the episode. */
const definition: ModelDefinition = {
  states: 5,
  actions: 3,
  observations: 3,
  transition: (state, action) => [
    [(state + action) % 5, 0.5],
    [(state + 1) % 5, 0.3],
    [4, 0.2],
  ],
  observation: (action, next) =>
    next % 2 === 0
      ? [[(next + action) % 3, 1]]
      : [
          [action, 0.6],
          [(action + 1) % 3, 0.4],
        ],
  reward: telling,
  start: [
    [1, 0.75],
    [3, 0.25],
  ],
  terminal: (state) => state === 4,
};

const models: Record<string, FiniteModel> = {
  'rewards by observation': finiteModel(definition),
  'rewards by observation under one action of three': finiteModel({
    ...definition,
    reward: (state, action, next, y) => telling(state, action, next, action === 1 ? y : 0),
  }),
  'rewards by transition, first observations': finiteModel({
    ...definition,
    reward: (state, action, next) => telling(state, action, next, 0),
    initialObservation: (state) => [
      [0, 0.2],
      [state % 3, 0.8],
    ],
  }),
};

/** Counts by name. */
class Tally {
  private readonly counts = new Map<string, number>();

  add(...name: readonly (string | number)[]): void {
    const key = name.join(' ');
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  /** How many standard errors the share of one name among others is from `probability`. */
  deviation(name: string, others: readonly string[], probability: number): number {
    const total = others.reduce((sum, other) => sum + (this.counts.get(other) ?? 0), 0);
    const count = this.counts.get(name) ?? 0;
    if (probability === 0 || probability === 1) return count === probability * total ? 0 : Infinity;
    return (count - total * probability) / Math.sqrt(total * probability * (1 - probability));
  }
}

const range = (size: number) => Array.from({ length: size }, (_, i) => i);

describe('ModelEnvironment', () => {
  for (const [name, model] of Object.entries(models)) {
    it(`draws starts, transitions and observations from the tables, and pays what they say: ${name}`, () => {
      const environment = new ModelEnvironment(model);
      const random = randomStream(1, 'environment');
      const actions = randomStream(1, 'actions');
      const tally = new Tally();
      const wrong: string[] = [];
      for (let t = 0; t < 20_000; t++) {
        if (environment.state < 0) {
          const first = environment.reset(random);
          tally.add('start', environment.state);
          tally.add('first', environment.state, first);
        }
        const state = environment.state;
        const action = actions.uint32() % 3;
        const { observation, reward, ending } = environment.step(action);
        const next = ending === 'terminated' ? 4 : environment.state;
        if ((ending === 'terminated') !== environment.state < 0)
          wrong.push(`${ending} in ${environment.state}`);
        tally.add('next', action, state, next);
        tally.add('seen', action, next, observation);
        const seen = name.endsWith('of three') ? action === 1 : name.startsWith('rewards by observation');
        if (reward !== telling(state, action, next, seen ? observation : 0))
          wrong.push(`${reward} for ${action} from ${state} to ${next}, seen as ${observation}`);
      }
      expect(wrong).to.deep.equal([]);
      // Some 120 shares, each of which is beyond five standard errors once in two million: a false alarm once in 15,000 seeds.
      const compare = (kind: string, outcomes: number, probability: (outcome: number) => number) => {
        const names = range(outcomes).map((outcome) => `${kind} ${outcome}`);
        names.forEach((one, outcome) =>
          expect(Math.abs(tally.deviation(one, names, probability(outcome))), one).most(5),
        );
      };
      compare('start', 5, (s) => model.start[s]!);
      for (const u of range(3)) {
        for (const s of range(4))
          compare(`next ${u} ${s}`, 5, (next) => entryAt(model.transitions[u]!, s, next));
        for (const s of range(5))
          compare(`seen ${u} ${s}`, 3, (y) => entryAt(model.observationTables[u]!, s, y));
      }
      for (const s of [1, 3]) {
        compare(`first ${s}`, 4, (y) =>
          model.initialObservationTable
            ? y < 3
              ? entryAt(model.initialObservationTable, s, y)
              : 0
            : Number(y === 3),
        );
      }
    });
  }

  it('shows one more observation, nothing yet, where the model does not say what is seen first', () => {
    const named = { labels: { observations: ['dark', 'light', 'dusk'], actions: ['a', 'b', 'c'] } };
    const without = new ModelEnvironment(finiteModel({ ...definition, ...named }));
    expect(without.observationSpace).to.deep.equal({
      kind: 'discrete',
      size: 4,
      labels: ['dark', 'light', 'dusk', 'nothing yet'],
    });
    expect(without.actionSpace).to.deep.equal({ kind: 'discrete', size: 3, labels: ['a', 'b', 'c'] });
    expect(new ModelEnvironment(finiteModel(definition)).observationSpace.labels).to.deep.equal([
      '0',
      '1',
      '2',
      'nothing yet',
    ]);
    const first = { initialObservation: () => [[0, 1]] as const };
    expect(new ModelEnvironment(finiteModel({ ...definition, ...first })).observationSpace).to.deep.equal({
      kind: 'discrete',
      size: 3,
    });
    const telling = new ModelEnvironment(finiteModel({ ...definition, ...named, ...first }));
    expect(telling.observationSpace.labels).to.deep.equal(['dark', 'light', 'dusk']);
  });

  it('refuses steps before a reset and after an ending, and actions out of range', () => {
    const environment = new ModelEnvironment(
      finiteModel({ ...definition, transition: () => [[4, 1]], reward: () => 0 }),
    );
    expect(() => environment.step(0)).to.throw('call reset before step');
    environment.reset(randomStream(1, 'environment'));
    for (const none of [-1, 3, NaN])
      expect(() => environment.step(none)).to.throw(RangeError, `no action ${none}`);
    expect(environment.step(2).ending).to.equal('terminated');
    expect(() => environment.step(0)).to.throw('call reset before step');
  });

  it('goes on from a saved episode, picture included, and refuses anything else', () => {
    const [saved, restored] = [0, 1].map(() => new ModelEnvironment(finiteModel(definition)));
    saved!.reset(randomStream(1, 'environment'));
    const { ending } = saved!.step(1);
    restored!.restore(JSON.parse(JSON.stringify(saved!.save())), randomStream(2, 'environment'));
    expect([restored!.state, restored!.frame()]).to.deep.equal([saved!.state, saved!.frame()]);
    expect(ending === 'none' || restored!.state === -1).to.equal(true);
    const random = randomStream(1);
    for (const none of [null, 3, {}, { ...saved!.save(), state: 99 }, { ...saved!.save(), ending: 'soon' }])
      expect(() => restored!.restore(none, random)).to.throw(InputError, 'no episode that was saved');
  });

  it('is episodic where a state ends the episode, and continuing where none does', () => {
    expect(new ModelEnvironment(finiteModel(definition)).task).to.equal('episodic');
    const endless = finiteModel({ ...definition, terminal: () => false });
    expect(new ModelEnvironment(endless).task).to.equal('continuing');
  });
});

describe('drawsFromItsModel', () => {
  it('is so but where reset or step is overridden', () => {
    class Stepping extends ModelEnvironment {
      override step(action: number): ReturnType<ModelEnvironment['step']> {
        return super.step(action);
      }
    }
    class Naming extends ModelEnvironment {
      readonly name = 'a subclass that adds to it';
    }
    const model = finiteModel(definition);
    expect(drawsFromItsModel(new ModelEnvironment(model))).to.equal(true);
    expect(drawsFromItsModel(new Naming(model))).to.equal(true);
    expect(drawsFromItsModel(new Stepping(model))).to.equal(false);
    const own = Object.assign(new ModelEnvironment(model), { reset: () => 0 });
    expect(drawsFromItsModel(own)).to.equal(false);
  });

  it('is so for an environment of another copy of this package', async () => {
    const copy = (await import(new URL('model-environment.js?copy', import.meta.url).href)) as {
      ModelEnvironment: typeof ModelEnvironment;
    };
    const other = new copy.ModelEnvironment(finiteModel(definition));
    expect(other).to.not.be.instanceOf(ModelEnvironment);
    expect(drawsFromItsModel(other)).to.equal(true);
    expect(drawsFromItsModel(Object.assign(other, { reset: () => 0 }))).to.equal(false);
  });
});

describe('The picture of a state', () => {
  const draw = (state: number) => ({ picture: [], facts: { state: `number ${state}` } });

  it('is that of its settings, or its name; a state that the model lacks is refused', () => {
    const model = finiteModel(definition);
    expect(new ModelEnvironment(model, { frame: draw }).frameOf(2)).to.deep.equal(draw(2));
    expect(new ModelEnvironment(model).frameOf(3).facts).to.deep.equal({ state: '3' });
    expect(() => new ModelEnvironment(model).frameOf(5)).to.throw('the states are 0 to 4');
  });
});
