import type { Environment, FiniteModel, Random, StepResult } from '@pomdp-gym/contracts';
import { finiteModel, ModelEnvironment } from '@pomdp-gym/models';
import { environmentBug } from './environment-bug.js';

type Tables = Parameters<typeof finiteModel>[0];

const [WORKING, BROKEN] = [0, 1];
const REPAIR = 1;

/** A machine that breaks with .2 unless it is repaired; a lamp shows its state, wrongly one time in four. */
const machine: Tables = {
  states: 2,
  actions: 2,
  observations: 2,
  transition: (state, action) =>
    action === REPAIR
      ? [[WORKING, 1]]
      : state === BROKEN
        ? [[BROKEN, 1]]
        : [
            [WORKING, 0.8],
            [BROKEN, 0.2],
          ],
  observation: (_action, next) => [
    [next, 0.75],
    [1 - next, 0.25],
  ],
  initialObservation: (state) => [[state, 1]],
  reward: (state, action) => (action === REPAIR ? -1 : state === WORKING ? 1 : 0),
  start: [[WORKING, 1]],
};

/** The machine, with a mistake in one of its tables, as a simulator that is right beside it has it. */
function written(mistaken: Partial<Tables>): ModelEnvironment {
  const model = finiteModel({ ...machine, ...mistaken });
  return Object.assign(new ModelEnvironment(finiteModel(machine)), { model: () => model });
}

/** The machine by a model whose tables were changed by hand. */
function withTables(change: (model: FiniteModel) => FiniteModel): ModelEnvironment {
  return new ModelEnvironment(change(structuredClone(finiteModel(machine))));
}

/** Draws as its model says, hides its state, and pays for the last step in place of this one. */
class LateReward implements Environment {
  readonly task = 'continuing';
  readonly observationSpace;
  readonly actionSpace;
  private readonly drawn = new ModelEnvironment(finiteModel(machine));
  private held = 0;

  constructor() {
    this.observationSpace = this.drawn.observationSpace;
    this.actionSpace = this.drawn.actionSpace;
  }

  model(): FiniteModel {
    return this.drawn.model();
  }

  reset(random: Random): number {
    this.held = 0;
    return this.drawn.reset(random);
  }

  step(action: number): StepResult {
    const { observation, reward, ending } = this.drawn.step(action);
    const held = this.held;
    this.held = reward;
    return { observation, reward: held, ending };
  }
}

const AGREE =
  'Model and simulator agree: in every row that can be reached, one probability off by 0.05 would show.';
const SEEM_TO_AGREE =
  'Model and simulator agree as far as observations, rewards and endings tell: they follow the law of the model.';
const SOUND = 'The model is sound: its rows are probabilities, its rewards finite.';
const SIZES = 'Model, spaces and task agree.';
const settings = { agreementSteps: 30_000 };

/** Mistakes in a model, or between a model and its simulator. */
export const modelBugs = [
  environmentBug({
    name: 'row-sums-to-99',
    wrong: 'The probabilities of one row of the model sum to .99.',
    rule: SOUND,
    create: () =>
      withTables((model) => {
        model.transitions[0]!.values[1]! -= 0.01;
        return model;
      }),
  }),
  environmentBug({
    name: 'negative-probability',
    wrong: 'One minus the sum of the others makes a probability of the model negative.',
    rule: SOUND,
    create: () =>
      withTables((model) => {
        model.transitions[0]!.values.set([1.02, -0.02]);
        return model;
      }),
    settings,
  }),
  environmentBug({
    name: 'space-with-an-observation-more',
    wrong: 'The space has an observation that the model lacks.',
    rule: SIZES,
    create: () =>
      Object.assign(new ModelEnvironment(finiteModel(machine)), {
        observationSpace: { kind: 'discrete', size: 3 },
      }),
  }),
  environmentBug({
    name: 'episodic-without-an-end',
    wrong: 'The task is said to be episodic, and no state of the model ends it.',
    rule: SIZES,
    create: () => Object.assign(new ModelEnvironment(finiteModel(machine)), { task: 'episodic' }),
  }),
  environmentBug({
    name: 'optimum-too-low',
    wrong: 'The known optimum is less than what acting at random earns.',
    rule: 'No policy that is tried earns more than the known optimum.',
    create: () =>
      new ModelEnvironment(finiteModel(machine), { optimum: { averageReward: -0.9, source: 'a guess' } }),
  }),
  environmentBug({
    name: 'optimum-of-an-episode',
    wrong: 'The known optimum is that of ten steps, where the contract wants that of one.',
    rule: 'The known optimum is at most the largest reward.',
    create: () =>
      new ModelEnvironment(finiteModel(machine), { optimum: { averageReward: 4.5, source: 'a paper' } }),
  }),
  environmentBug({
    name: 'late-reward',
    wrong: 'A step pays the reward of the step before it.',
    rule: SEEM_TO_AGREE,
    create: () => new LateReward(),
    settings,
  }),
  environmentBug({
    name: 'reward-of-the-state-entered',
    wrong: 'The model pays for the state that is entered, and the simulator for the one that is left.',
    rule: AGREE,
    create: () =>
      written({ reward: (_state, action, next) => (action === REPAIR ? -1 : next === WORKING ? 1 : 0) }),
    settings,
  }),
  environmentBug({
    name: 'transition-transposed',
    wrong: 'Rows and columns of the transition matrix are exchanged: breaking is taken for being repaired.',
    rule: AGREE,
    create: () =>
      written({
        transition: (state, action) =>
          action === REPAIR || state === WORKING
            ? [[WORKING, 1]]
            : [
                [WORKING, 0.2],
                [BROKEN, 0.8],
              ],
      }),
    settings,
  }),
  environmentBug({
    name: 'lamp-too-good',
    wrong: 'The model has the lamp right nine times in ten, the simulator three times in four.',
    rule: AGREE,
    create: () =>
      written({
        observation: (_action, next) => [
          [next, 0.9],
          [1 - next, 0.1],
        ],
      }),
    settings,
  }),
  environmentBug({
    name: 'lamp-of-the-action',
    wrong: 'The model has the lamp right after a repair, where the simulator errs as ever.',
    rule: AGREE,
    create: () =>
      written({
        observation: (action, next) =>
          action === REPAIR
            ? [[next, 1]]
            : [
                [next, 0.75],
                [1 - next, 0.25],
              ],
      }),
    settings,
  }),
  environmentBug({
    name: 'start-elsewhere',
    wrong:
      'The model starts with a machine that is broken half of the time; the simulator starts with one that works.',
    rule: AGREE,
    create: () =>
      written({
        start: [
          [WORKING, 0.5],
          [BROKEN, 0.5],
        ],
      }),
    settings,
  }),
];
