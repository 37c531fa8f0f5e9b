import { InputError, isClass, type Kind, valueInWords } from '@pomdp-gym/contracts';
import type { ContainerModule } from 'inversify';
import { isModule, isSpec } from './spec-problems.js';
import { suggestion } from './suggestion.js';

const END =
  "End it with: export default new ContainerModule((module) => contribute(module, 'environment', spec));";

/**
 * The ContainerModule that a plugin exports by default.
 *
 * @throws InputError where it exports something else: what, and what would be right.
 */
export function moduleOf(plugin: unknown, source: string): ContainerModule {
  if (isModule(plugin)) return plugin as ContainerModule;
  throw new InputError(`The plugin ${source} exports ${exported(plugin)} by default. ${END}`);
}

function exported(plugin: unknown): string {
  if (plugin === undefined) return 'no ContainerModule';
  if (isSpec(plugin)) return `the spec ${plugin.id}, and no ContainerModule that contributes it,`;
  if (typeof plugin !== 'function' || isClass(plugin))
    return `${valueInWords(plugin)}, and no ContainerModule,`;
  return 'a function, and no ContainerModule around it,';
}

/** The names of the tokens that a module binds, contributions to no kind included; empty where that cannot be had. */
export function tokenNames(module: ContainerModule): readonly string[] {
  const names: string[] = [];
  const bind = (token: symbol) => {
    names.push(String(token.description));
    return { toConstantValue: () => undefined };
  };
  try {
    Reflect.apply(module.load, module, [{ bind }]);
  } catch {
    return [];
  }
  return names;
}

/** The refusal of a plugin of which nothing could be filed. */
export function contributesNothing(
  source: string,
  tokens: readonly string[],
  known: readonly Kind[],
): InputError {
  const [kind] = tokens.map((token) => token.replace(/^.*\//, ''));
  return new InputError(
    kind === undefined
      ? `The plugin ${source} contributes nothing. Call contribute(module, kind, spec) in its module, with a kind ` +
          `among ${known.join(', ')}.`
      : `The plugin ${source} contributes to ${kind}, which is no kind. ${suggestion(kind, known, 'kinds')}`,
  );
}
