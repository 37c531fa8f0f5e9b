import type { FiniteModel } from './model.js';
import type { Policy } from './policy.js';

/** Called when a plugin uses a name of an earlier version: with that name and the one that replaced it. */
export type OnEarlierName = (earlier: string, now: string) => void;

/** Where the present listener stands: a plugin may have another copy of this package than the program that creates its objects. */
const LISTENER = Symbol.for('pomdp-gym/earlier-names');

function listener(): OnEarlierName | undefined {
  return Reflect.get(globalThis, LISTENER) as OnEarlierName | undefined;
}

function listen(report: OnEarlierName | undefined): void {
  Reflect.set(globalThis, LISTENER, report);
}

/** Reports a name of an earlier version to whoever creates the object at hand. */
export function reportEarlierName(earlier: string, now: string): void {
  listener()?.(earlier, now);
}

/**
 * Runs the `create` of a spec. What it returns may use the names of an earlier version; see `docs/renames.md`. Such names
 * are reported to `report`, in `create` and later. What plugins receive also has the earlier names, not enumerable.
 */
export function createWithEarlierNames<Made>(create: () => Made, report: OnEarlierName): Made {
  const outer = listener();
  listen(report);
  try {
    const made = create();
    if (typeof made === 'object' && made !== null && Object.isExtensible(made)) adapt(made, report);
    return made;
  } finally {
    listen(outer);
  }
}

/** A model under today's names: the model itself, or a copy of one whose tables have the earlier names. */
export function modelWithCurrentNames(
  model: FiniteModel,
  report: OnEarlierName = reportEarlierName,
): FiniteModel {
  if (model.observationTables !== undefined || !('emissions' in model)) return model;
  const copy = { ...model };
  Reflect.set(copy, 'observationTables', model.emissions);
  report('emissions', 'observationTables');
  if ('initialEmissions' in model && model.initialEmissions !== undefined) {
    Reflect.set(copy, 'initialObservationTable', model.initialEmissions);
    report('initialEmissions', 'initialObservationTable');
  }
  return copy;
}

/** Gives a policy that a plugin receives its earlier name `begin`. Calls are reported. */
export function policyWithEarlierNames(policy: unknown, report: OnEarlierName): void {
  if (!isObject(policy) || !isMethod(policy, 'act') || !isMethod(policy, 'reset') || 'begin' in policy)
    return;
  alias(policy, 'begin', () => {
    report('begin', 'reset');
    return (random: unknown): unknown => call(policy, 'reset', [random]);
  });
}

/** Each kind by its shape: an environment, a policy, a learner, a solver. */
function adapt(made: object, report: OnEarlierName): void {
  adaptPolicy(made, report);
  if ('policy' in made) adaptPolicy(made.policy, report);
  if (isMethod(made, 'reset') && isMethod(made, 'step') && isMethod(made, 'model')) {
    const { model } = made;
    override(made, 'model', () => modelWithCurrentNames(Reflect.apply(model, made, []), report));
  }
  if (isMethod(made, 'solve')) adaptSolver(made, report);
}

function adaptPolicy(policy: unknown, report: OnEarlierName): void {
  // `reset` is asked for first: where there is one, `begin` may be the alias, whose reading is reported.
  if (!isObject(policy) || 'reset' in policy || !isMethod(policy, 'act') || !isMethod(policy, 'begin'))
    return;
  override(policy, 'reset', (random: unknown) => call(policy, 'begin', [random]));
  report('begin', 'reset');
}

/** Reads of the earlier names of the model's tables are reported, and the policy that the solver returns is adapted. */
function adaptSolver(solver: { solve: Method }, report: OnEarlierName): void {
  const { solve } = solver;
  override(solver, 'solve', async function* (model: FiniteModel, signal: AbortSignal) {
    if (Object.isExtensible(model)) {
      for (const [earlier, now] of TABLES) {
        alias(model, earlier, () => {
          report(earlier, now);
          return model[now];
        });
      }
    }
    const reports: AsyncGenerator<unknown, Policy, undefined> = Reflect.apply(solve, solver, [model, signal]);
    const policy = yield* reports;
    adaptPolicy(policy, report);
    return policy;
  });
}

const TABLES = [
  ['emissions', 'observationTables'],
  ['initialEmissions', 'initialObservationTable'],
] as const;

type Method = (...given: never[]) => unknown;

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.isExtensible(value);
}

function isMethod<Name extends string>(value: object, name: Name): value is Record<Name, Method> {
  return typeof Reflect.get(value, name) === 'function';
}

function call(target: object, name: string, given: readonly unknown[]): unknown {
  const method: unknown = Reflect.get(target, name);
  return typeof method === 'function' ? Reflect.apply(method, target, given) : undefined;
}

function override(target: object, name: string, value: Method): void {
  Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
}

function alias(target: object, name: string, get: () => unknown): void {
  Object.defineProperty(target, name, { get, configurable: true, enumerable: false });
}
