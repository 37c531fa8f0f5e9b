import { z } from 'zod';
import { InputError } from './input-error.js';
import type { SpecOf, TabledKind } from './kinds.js';
import type { Reference } from './reference.js';
import type { GivenTo } from './spec.js';

/** Marks a recipe among parsed options, in whatever copy of this package it was read. */
const KIND = Symbol.for('pomdp-gym.recipe');

/** A recipe that is an option of another one: an optimizer that restarts has an optimizer. */
export interface Recipe<K extends TabledKind> extends Reference {
  readonly [KIND]: K;
  /** Makes one. The registry that makes the whole provides it; before, it throws an InputError. */
  create(...given: GivenTo<SpecOf[K]>): ReturnType<SpecOf[K]['create']>;
}

/** An id, or an id with its options. */
const written = z.union([
  z.string().min(1),
  z.strictObject({ id: z.string().min(1), options: z.record(z.string(), z.unknown()).default({}) }),
]);

/**
 * The schema of an option that is a recipe of this kind: written as an id, or as a mapping of id and options, and read as a
 * `Recipe`. Give it a description. The default of a list of them is a `prefault`, as for any schema that transforms.
 *
 * @param id the id it has by default, with its own default options.
 */
export function recipe<K extends TabledKind>(kind: K, id: string) {
  return z
    .unknown()
    .transform((value, context): Recipe<K> => {
      if (isRecipe(value, kind)) return value;
      const { data } = written.safeParse(value);
      if (data !== undefined)
        return unmade(kind, typeof data === 'string' ? { id: data, options: {} } : data);
      context.addIssue({ code: 'invalid_type', expected: 'object', input: value });
      return z.NEVER;
    })
    .meta({ recipe: kind })
    .prefault(id);
}

/** A recipe that is made by a spec itself, without a registry: for tests, and whoever has the spec at hand. */
export function recipeOf<K extends TabledKind>(
  kind: K,
  spec: SpecOf[K],
  options: Reference['options'] = {},
): Recipe<K> {
  const create = (...given: GivenTo<SpecOf[K]>): ReturnType<SpecOf[K]['create']> =>
    Reflect.apply(spec.create, spec, [spec.options.parse(options), ...given]);
  return { [KIND]: kind, id: spec.id, options, create };
}

function unmade<K extends TabledKind>(kind: K, { id, options }: Reference): Recipe<K> {
  const create = (): never => {
    throw new InputError(`The ${kind} ${id} is an option of another part: a registry makes both.`);
  };
  return { [KIND]: kind, id, options, create };
}

/** Whether a parsed option is a recipe, of this kind where one is given. */
export function isRecipe<K extends TabledKind>(value: unknown, kind?: K): value is Recipe<K> {
  if (typeof value !== 'object' || value === null || !(KIND in value)) return false;
  return kind === undefined || value[KIND] === kind;
}

/** The kind of a recipe. */
export function kindOfRecipe(found: Recipe<TabledKind>): TabledKind {
  return found[KIND];
}

/** A recipe among options, and the path to it. */
export interface PlacedRecipe {
  readonly path: readonly (string | number)[];
  readonly recipe: Recipe<TabledKind>;
}

/** Every recipe among parsed options, in lists and mappings too; not those among its own options. */
export function recipesIn(options: unknown, path: PlacedRecipe['path'] = []): readonly PlacedRecipe[] {
  if (isRecipe<TabledKind>(options)) return [{ path, recipe: options }];
  if (Array.isArray(options)) return options.flatMap((value, i) => recipesIn(value, [...path, i]));
  if (!isPlain(options)) return [];
  return Object.entries(options).flatMap(([key, value]) => recipesIn(value, [...path, key]));
}

/** A copy of `into` with another value where each recipe of parsed options stands; `into` itself where there is none. */
export function replaceRecipes(
  options: unknown,
  into: unknown,
  replace: (found: Recipe<TabledKind>) => unknown,
): unknown {
  return recipesIn(options).reduce((result, { path, recipe }) => withAt(result, path, replace(recipe)), into);
}

function withAt(value: unknown, path: PlacedRecipe['path'], replacement: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return replacement;
  if (Array.isArray(value))
    return value.map((each, i) => (i === key ? withAt(each, rest, replacement) : each));
  const mapping = isPlain(value) ? value : {};
  return { ...mapping, [key]: withAt(mapping[key], rest, replacement) };
}

function isPlain(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
