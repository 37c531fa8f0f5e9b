import {
  type Critic,
  type CriticSpaces,
  type CriticSpec,
  type FiniteModel,
  rowsOf,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
import { attempt } from './attempt.js';
import { criticConsequences } from './critic-consequences.js';
import { type Check, demand } from './check.js';
import { make } from './make.js';
import { MEASURED_ALARMS } from './measured-alarms.js';
import { lendBatches, recordPath, type RecordedStep } from './recorded-path.js';
import { savedState, savingChecks } from './saving.js';
import { errand, ring } from './small-models.js';
import { specChecks } from './spec-checks.js';
import { trialPolicy } from './trial-policy.js';
import { updateInTurn } from './update-in-turn.js';
import { sameBits } from './walk.js';
import { withOwnOptions } from './with-own-options.js';
import { withoutChance } from './without-chance.js';

export interface CriticSettings {
  /** Options to make it with, where the defaults are not what should be checked. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Steps in which it must have learnt which of two lamps pays; 20,000 by default. */
  readonly steps?: number;
  /** Seed of the rules that draw samples; 1 by default. */
  readonly seed?: number;
}

const STEPS = 600;
const LEARNING_STEPS = 20_000;
/** Numbers behind the n + 1 that it may write. */
const SPARE = 3;

/** The rules that a critic keeps; it is tried on small models, whose steps a tabular softmax takes. */
export function criticChecks(spec: CriticSpec, settings: CriticSettings = {}): Check[] {
  const { seed = 1, steps = LEARNING_STEPS } = settings;
  const create = (model: FiniteModel = ring()) =>
    make('critic', spec, settings.options, smallSpaces, () => model);
  const onPaths = (rule: (path: readonly RecordedStep[], create: Create) => void) => () => {
    for (const [model, limit] of [
      [ring(), undefined],
      [errand(), 6],
    ] as const)
      rule(recordPath(model, trialPolicy(seed), seed, STEPS, limit), () => create(model));
  };
  return [
    ...specChecks(spec),
    {
      name: 'Critics share nothing: one learns the same where another learns beside it.',
      run: () => learnsAlone(create, seed),
    },
    { name: 'Asking for values changes nothing.', run: onPaths(asksInVain) },
    { name: 'It keeps nothing of a lent batch, and leaves it as it is.', run: onPaths(respectsLending) },
    {
      name: 'It values each step and what follows the last: n + 1 finite numbers, and no more.',
      run: onPaths(valuesAll),
    },
    {
      name: 'After an episode that has terminated nothing is to come: the last value is 0.',
      run: onPaths(endsAtZero),
    },
    { name: 'A value does not depend on how the path is cut into batches.', run: onPaths(cutsAlike) },
    {
      name: 'After an episode that was cut off it values what was observed last.',
      run: onPaths(bootstrapsCut),
    },
    { name: 'Reset forgets the past.', run: onPaths(forgets) },
    {
      name: 'Chance and the clock have no part in it: never Math.random or Date.now.',
      run: () => withoutChance(onPaths((path, made) => void taught(made(), path))),
    },
    ...savingChecks(attempt(create), onPaths(goesOn)),
    ...withOwnOptions(spec, settings.options, [
      {
        name: 'It learns which of two observations is worth more.',
        falseAlarmRate: MEASURED_ALARMS,
        run: () => learns(create(lamps()), seed, steps),
      },
      ...criticConsequences(create, { seed, steps }),
    ]),
  ];
}

type Create = () => Critic;

const smallSpaces: CriticSpaces = {
  observationSpace: { kind: 'discrete', size: 5 },
  actionSpace: { kind: 'discrete', size: 3 },
};

function taught(critic: Critic, path: readonly RecordedStep[], size = 32): Critic {
  for (const batch of lendBatches(path, size)) critic.update(batch);
  return critic;
}

function valuesOf(critic: Critic, batch: StepBatch): Float64Array {
  const values = new Float64Array(batch.length + 1).fill(NaN);
  critic.values(batch, values);
  return values;
}

/** All values on a path, batch by batch. */
function valuesAlong(critic: Critic, path: readonly RecordedStep[], size = 32): number[] {
  return Array.from(lendBatches(path, size), (batch) => [...valuesOf(critic, batch)]).flat();
}

function valuesAll(path: readonly RecordedStep[], create: Create): void {
  const critic = taught(create(), path);
  for (const batch of lendBatches(path, 32)) {
    const values = new Float64Array(batch.length + 1 + SPARE).fill(NaN);
    critic.values(batch, values);
    const written = values.findIndex((value, i) => Number.isFinite(value) !== i <= batch.length);
    demand(
      written < 0,
      () =>
        `Of a batch of ${batch.length} steps it writes ${values[written]} at ${written}: it values 0 to ${batch.length}.`,
    );
  }
}

function endsAtZero(path: readonly RecordedStep[], create: Create): void {
  const critic = taught(create(), path);
  for (const batch of lendBatches(path, 32)) {
    const last = valuesOf(critic, batch)[batch.length]!;
    demand(
      batch.ending !== 'terminated' || last === 0,
      () => `Behind the end of an episode it sees ${last} to come.`,
    );
  }
}

/** What follows a step that ends nothing, or was cut off, is worth what its observation is worth at the head of a batch. */
function bootstrapsCut(path: readonly RecordedStep[], create: Create): void {
  const critic = taught(create(), path);
  const heads = new Map<number, number>();
  for (const batch of lendBatches(path, 1))
    heads.set(batch.observations.values[0]!, valuesOf(critic, batch)[0]!);
  for (const batch of lendBatches(path, 32)) {
    const expected = heads.get(Number(batch.next));
    if (batch.ending === 'terminated' || expected === undefined) continue;
    const last = valuesOf(critic, batch)[batch.length]!;
    demand(
      last === expected,
      () =>
        `After a batch with the ending ${batch.ending} it values observation ${Number(batch.next)} at ${last}, at the head of a batch at ${expected}.`,
    );
  }
}

function cutsAlike(path: readonly RecordedStep[], create: Create): void {
  const critic = taught(create(), path);
  for (const batch of lendBatches(path, 32)) {
    const whole = valuesOf(critic, batch);
    const middle = Math.floor(batch.length / 2);
    const head = valuesOf(critic, rowsOf(batch, 0, middle));
    const tail = valuesOf(critic, rowsOf(batch, middle, batch.length));
    demand(
      sameBits([...head.subarray(0, middle), ...tail], whole),
      () => `A batch is valued at (${whole.join(', ')}), cut in two at (${[...head, ...tail].join(', ')}).`,
    );
  }
}

function asksInVain(path: readonly RecordedStep[], create: Create): void {
  const [asked, silent] = [create(), create()];
  for (const batch of lendBatches(path, 32)) {
    const [once, twice] = [valuesOf(asked, batch), valuesOf(asked, batch)];
    demand(
      sameBits(once, twice),
      () => `Asked twice it gives (${once.join(', ')}), then (${twice.join(', ')}).`,
    );
    asked.update(structuredClone(batch));
    silent.update(structuredClone(batch));
  }
  demandSame(valuesAlong(asked, path), valuesAlong(silent, path), 'Where it was asked while it learnt');
}

function respectsLending(path: readonly RecordedStep[], create: Create): void {
  const kept = create();
  for (const batch of lendBatches(path, 32)) {
    const given = structuredClone(batch);
    kept.update(given);
    valuesOf(kept, given);
    demand(
      sameBits(given.rewards, batch.rewards) &&
        sameBits(given.observations.values, batch.observations.values),
      () => 'It wrote into a batch that was lent to it.',
    );
  }
  demandSame(
    valuesAlong(taught(create(), path), path),
    valuesAlong(kept, path),
    'With batches that were refilled',
  );
}

function forgets(path: readonly RecordedStep[], create: Create): void {
  const critic = taught(create(), path);
  critic.reset();
  const rest = path.slice(path.length / 2);
  demandSame(
    valuesAlong(taught(critic, rest), path),
    valuesAlong(taught(create(), rest), path),
    'After a reset',
  );
}

function learnsAlone(create: (model: FiniteModel) => Critic, seed: number): void {
  const [path, other] = [ring(), errand()].map((model, i) =>
    recordPath(model, trialPolicy(seed), seed + i, STEPS, i === 1 ? 6 : undefined),
  );
  const [critic, beside] = [create(ring()), create(errand())];
  updateInTurn([critic, path!], [beside, other!]);
  demandSame(
    valuesAlong(critic, path!),
    valuesAlong(taught(create(ring()), path!), path!),
    'Where another learns beside it',
  );
}

function goesOn(path: readonly RecordedStep[], create: Create): void {
  const [half, rest] = [path.slice(0, 100), path.slice(100)];
  const [saved, restored] = [taught(create(), half), create()];
  restored.restore?.(savedState(saved));
  const expected = valuesAlong(taught(taught(create(), half), rest), path);
  demandSame(valuesAlong(taught(saved, rest), path), expected, 'Once it was saved');
  demandSame(valuesAlong(taught(restored, rest), path), expected, 'Restored');
}

function demandSame(found: readonly number[], expected: readonly number[], when: string): void {
  const place = expected.findIndex((value, i) => !Object.is(value, found[i]));
  demand(place < 0, () => `${when} value ${place} is ${found[place]}, and ${expected[place]} otherwise.`);
}

/** One lamp pays 1 and the other nothing, whatever is done: their values differ by 1, whatever the discount. */
function learns(critic: Critic, seed: number, steps: number): void {
  const path = recordPath(lamps(), trialPolicy(seed), seed, steps);
  taught(critic, path, 1);
  const worth = (observation: number) => {
    const [batch] = lendBatches([{ ...path.find((step) => step.observation === observation)! }], 1);
    return valuesOf(critic, batch!)[0]!;
  };
  const difference = worth(1) - worth(0);
  demand(
    difference >= 0.5,
    () =>
      `After ${steps} steps it values the lamp that pays 1 by ${difference} above the one that pays nothing.`,
  );
}

/** Two lamps that light up at random; a step pays 1 under the second. */
function lamps(): FiniteModel {
  return finiteModel({
    states: 2,
    actions: 3,
    observations: 4,
    transition: () => [
      [0, 0.5],
      [1, 0.5],
    ],
    observation: (_action, next) => [[next, 1]],
    reward: (state) => state,
    start: [[0, 1]],
  });
}
