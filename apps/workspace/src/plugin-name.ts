import { InputError, type Kind, kindNames } from '@pomdp-gym/contracts';
import { alternatives, suggestion } from '@pomdp-gym/registry';
import { kinds } from './kinds.js';

/** What a plugin of the workspace is called, in every place that names it. */
export interface PluginName {
  readonly kind: Kind;
  /** `gradient-ascent` */
  readonly name: string;
  /** Relative to the root of the workspace: `plugins/optimizers/gradient-ascent`. */
  readonly folder: string;
  /** `@pomdp-gym/optimizer-gradient-ascent` */
  readonly packageName: string;
  /** What its spec is registered by: `gradient-ascent`, `Tiger-v0`. */
  readonly id: string;
  /** The constant that holds its spec: `gradientAscent`. */
  readonly identifier: string;
}

/** @throws InputError where there is no such kind, or where the name is not in lower case with hyphens. */
export function pluginName(kindText = '', name = ''): PluginName {
  const all = kindNames(kinds);
  if (kindText === '') throw new InputError(`Name the kind of the plugin: ${alternatives(all)}.`);
  const kind = all.find((each) => each === kindText);
  if (!kind) throw new InputError(`There is no kind ${kindText}. ${suggestion(kindText, all, 'kinds')}`);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new InputError(
      `${name === '' ? 'A plugin without a name' : name} cannot be a folder here: write words of lower-case letters and digits, joined by hyphens, such as four-by-three.`,
    );
  }
  const { plural } = kinds[kind];
  const pascal = name.replace(/(^|-)(.)/g, (_match, _hyphen, letter: string) => letter.toUpperCase());
  return {
    kind,
    name,
    folder: `plugins/${plural}/${name}`,
    packageName: `@pomdp-gym/${kind === 'experiment' ? plural : kind}-${name}`,
    id: kind === 'environment' ? `${pascal}-v0` : name,
    identifier: pascal[0]!.toLowerCase() + pascal.slice(1),
  };
}
