import { kinds, type TabledKind } from './kinds.js';
import { isClass, isPromise, valueInWords } from './value-in-words.js';

/** What an object of each kind has: its methods, and its other properties, which the contract of the kind describes. */
const members: {
  readonly [K in TabledKind]: { readonly methods: readonly string[]; readonly properties: readonly string[] };
} = {
  environment: { properties: ['observationSpace', 'actionSpace', 'task'], methods: ['reset', 'step'] },
  wrapper: { properties: ['observationSpace', 'actionSpace', 'task'], methods: ['reset', 'step'] },
  policy: { properties: [], methods: ['reset', 'act'] },
  estimator: { properties: [], methods: ['reset', 'update', 'estimate'] },
  critic: { properties: [], methods: ['reset', 'update', 'values'] },
  optimizer: { properties: [], methods: ['ascend'] },
  learner: { properties: ['policy'], methods: ['update'] },
  solver: { properties: [], methods: ['solve'] },
  tracker: { properties: [], methods: ['observe'] },
};

/**
 * What is wrong with the object that `create` of a spec returns, and what would be right: `create returns …; …`. Undefined for an
 * object with the methods and properties of its kind.
 */
export function madeProblem(kind: TabledKind, made: unknown): string | undefined {
  const wanted = kind === 'wrapper' ? 'an environment' : kinds[kind].article;
  if (typeof made === 'object' && made !== null && !isPromise(made)) return objectProblem(kind, made, wanted);
  const returns = `create returns ${valueInWords(made)}`;
  if (isPromise(made)) return `${returns}; it must return ${wanted} at once: drop async, and await before.`;
  if (isClass(made)) return `${returns}; it must return an object of it: new …().`;
  if (made === undefined) return `${returns}; it must return ${wanted}: a return is missing.`;
  return `${returns}; it must return ${wanted}.`;
}

function objectProblem(kind: TabledKind, made: object, wanted: string): string | undefined {
  const { methods, properties } = members[kind];
  const missing = [
    ...properties.filter((name) => Reflect.get(made, name) === undefined),
    ...methods.filter((name) => typeof Reflect.get(made, name) !== 'function').map((name) => `${name}()`),
  ];
  if (missing.length === 0) return 'observationSpace' in made ? spacesProblem(made) : undefined;
  if (isModel(made) && methods.includes('step'))
    return 'create returns a finite model; it must return an environment: new ModelEnvironment(model).';
  return `create returns an object without ${missing.join(', ')}; ${wanted} has ${
    missing.length === 1 ? 'it' : 'them'
  }.`;
}

function isModel(made: object): boolean {
  return 'transitions' in made && 'observationTables' in made;
}

function spacesProblem(made: object): string | undefined {
  return ['observationSpace', 'actionSpace']
    .map((name) => spaceProblem(name, Reflect.get(made, name)))
    .find((problem) => problem !== undefined);
}

function spaceProblem(name: string, space: unknown): string | undefined {
  if (isSpace(space)) return undefined;
  return (
    `create returns an object whose ${name} is ${valueInWords(space)}; it must be { kind: 'discrete', size: … } or ` +
    `{ kind: 'box', low: […], high: […] }.`
  );
}

function isSpace(space: unknown): boolean {
  if (typeof space !== 'object' || space === null) return false;
  const part = (name: string): unknown => Reflect.get(space, name);
  if (part('kind') === 'discrete') return typeof part('size') === 'number';
  return part('kind') === 'box' && isList(part('low')) && isList(part('high'));
}

function isList(value: unknown): boolean {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}
