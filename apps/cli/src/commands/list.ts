import { type Kind, kindNames } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import type { Command } from 'commander';
import { kinds } from '../kinds.js';
import { loadablePlugins } from '../flags/loadable-plugins.js';
import { addIdleSeed, addSharedOptions, examples, type SharedOptions } from '../flags/shared-options.js';
import { shippedPlugins } from '../shipped-plugins.js';
import { colors, print, printJson, table } from '../terminal/terminal.js';

export function define(command: Command): void {
  addIdleSeed(addSharedOptions(command, loadablePlugins))
    .description('List everything registered, by kind.')
    .argument('[kind]', `only one kind: ${kindNames(kinds).join(', ')}`)
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym list', 'everything'],
        ['pomdp-gym list environment', 'the environments'],
        ['pomdp-gym list --plugin ./my-plugin --json', 'with a plugin of your own, as JSON'],
      ),
    )
    .action(list);
}

async function list(
  kind: string | undefined,
  { json, plugin }: SharedOptions,
  command: Command,
): Promise<void> {
  const all = kindNames(kinds);
  const wanted =
    kind === undefined ? all : all.filter((each) => kind === each || kind === kinds[each].plural);
  if (wanted.length === 0) command.error(`There is no kind ${kind}; the kinds are ${all.join(', ')}.`);
  const describe = await describer(plugin);
  const found = wanted.map((each) => ({
    kind: each,
    entries: describe(each).map(({ id, summary, source }) => ({ id, summary, source })),
  }));
  if (json) printJson(Object.fromEntries(found.map((group) => [group.kind, group.entries])));
  else for (const group of found) printGroup(group.kind, group.entries);
}

type Describe = (kind: Kind) => ReturnType<Registry['describe']>;

/** Shipped plugins are described without loading them, or the container. */
async function describer(plugins: readonly string[]): Promise<Describe> {
  if (plugins.length === 0) return describeShipped;
  const { openRegistry } = await import('../open-registry.js');
  const registry = await openRegistry(plugins, process.cwd());
  return (kind) => registry.describe(kind);
}

function describeShipped(wanted: Kind): ReturnType<Describe> {
  return shippedPlugins
    .flatMap(({ source, contributes }) => contributes.map((each) => ({ ...each, source })))
    .filter(({ kind }) => kind === wanted)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function printGroup(kind: Kind, entries: readonly { id: string; summary: string }[]): void {
  print(colors.bold(kind));
  if (entries.length === 0) print('none');
  else
    print(
      table(
        [{ title: 'id' }, { title: 'summary' }],
        entries.map(({ id, summary }) => [id, summary]),
      ),
    );
  print();
}
