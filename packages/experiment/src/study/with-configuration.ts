import type { Reference } from '@pomdp-gym/contracts';
import { parseEnvironment } from './environment-reference.js';
import { isRecipeText, parseRecipeText, parseReference } from './reference.js';
import type { Configuration } from './sweep.js';

/**
 * An agent or an environment as it is written, with the options of a configuration.
 *
 * @throws RangeError with a phrase on a path that leads nowhere.
 */
export function withConfiguration(
  written: Readonly<Record<string, unknown>>,
  configuration: Configuration,
): Readonly<Record<string, unknown>> {
  return Object.entries(configuration).reduce(
    (made, [path, value]) => withValue(made, path.split('.'), value, path),
    written,
  );
}

type Mapping = Readonly<Record<string, unknown>>;

/** Keys of an agent that hold no part: their own keys follow, and not options. */
const SETTINGS = ['steps', 'start'];

function withValue(within: Mapping, [key = '', ...rest]: string[], value: unknown, path: string): Mapping {
  if (rest.length === 0) return { ...within, [key]: value };
  const part = within[key];
  if (SETTINGS.includes(key)) return { ...within, [key]: withValue(mappingOf(part), rest, value, path) };
  if (part === undefined) throw new RangeError(`sweeps ${path}, and there is no ${key} here`);
  const { options, ...reference } = recipeOf(part);
  return { ...within, [key]: { ...reference, options: withValue(mappingOf(options), rest, value, path) } };
}

function mappingOf(value: unknown): Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** A recipe as a mapping of id and options, however it is written. */
function recipeOf(written: unknown): Mapping {
  const recipe = typeof written === 'string' ? { id: written } : mappingOf(written);
  if (!('id' in recipe) || typeof recipe.id !== 'string') return recipe;
  const read: Reference = isRecipeText(recipe.id) ? parseRecipeText(recipe.id) : parseReference(recipe.id);
  const options = 'options' in recipe ? mappingOf(recipe.options) : {};
  return { ...recipe, id: read.id, options: { ...read.options, ...options } };
}

/** An environment as it is written, with options of its own set: their paths begin by the option itself. */
export function environmentWith(written: unknown, configuration: Configuration): Mapping {
  const environment = typeof written === 'string' ? parseEnvironment(written) : mappingOf(written);
  const { environment: swept } = withConfiguration(
    { environment },
    Object.fromEntries(Object.entries(configuration).map(([path, value]) => [`environment.${path}`, value])),
  );
  return mappingOf(swept);
}
