import { InputError, type Kind, kindNames } from '@pomdp-gym/contracts';
import { alternatives, suggestion } from '@pomdp-gym/registry';
import {
  type PluginNames,
  pluginNames,
  type TemplateName,
  templateNames,
  templates,
} from 'create-pomdp-gym-plugin';
import { kinds } from './kinds.js';

/** What a plugin of the workspace is called, in every place that names it. */
export interface PluginName extends PluginNames {
  readonly kind: Kind;
  readonly template: TemplateName;
  /** Relative to the root of the workspace: `plugins/optimizers/gradient-ascent`. */
  readonly folder: string;
  /** `@pomdp-gym/optimizer-gradient-ascent` */
  readonly packageName: string;
}

/**
 * @param kindText a kind, or a template of it: `environment`, `environment-from-simulator`.
 * @throws InputError where there is no such kind, or where the name is not in lower case with hyphens.
 */
export function pluginName(kindText = '', name = ''): PluginName {
  const all = kindNames(kinds);
  if (kindText === '') throw new InputError(`Name the kind of the plugin: ${alternatives(all)}.`);
  const template = templateNames.find((each) => each === kindText || templates[each].kind === kindText);
  const kind = all.find((each) => template !== undefined && each === templates[template].kind);
  if (!kind || !template)
    throw new InputError(`There is no kind ${kindText}. ${suggestion(kindText, all, 'kinds')}`);
  const { plural } = kinds[kind];
  return {
    kind,
    template,
    folder: `plugins/${plural}/${name}`,
    packageName: `@pomdp-gym/${kind === 'experiment' ? plural : kind}-${name}`,
    ...pluginNames(kind, name),
  };
}
