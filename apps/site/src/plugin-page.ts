import { describeOptions, type OptionDescription, type Registry } from '@pomdp-gym/registry';
import { code, markdownTable, plainMarkdown } from './markdown-table.js';
import { environmentFacts } from './environment-facts.js';
import { kinds, type ShippedPlugin } from './shipped-plugins.js';

/** What stands on the page of a plugin besides what the registry knows. */
export interface PageParts {
  /** The README of its package, its links leading to pages, without its title. */
  readonly readme: string;
  /** What a study found, as Markdown; empty where there is none. */
  readonly numbers: string;
}

/** The page of a plugin: what it is, what was found with it, its options, and the README of its package. */
export function pluginPage(
  plugin: ShippedPlugin,
  registry: Registry,
  { readme, numbers }: PageParts,
): string {
  const { kind, id, summary, source } = plugin;
  const { spec } = registry.get(kind, id);
  const facts = kind === 'environment' ? environmentFacts(id, registry) : [];
  return [
    `# ${plainMarkdown(id)}`,
    plainMarkdown(summary),
    `${sentenceOf(kinds[kind].article)} of the package ${code(source)}; \`pomdp-gym info ${id}\` shows this in a terminal.`,
    ...(facts.length > 0 ? ['## At a glance', markdownTable(['', ''], facts)] : []),
    ...(numbers === '' ? [] : ['## Numbers to expect', numbers]),
    '## Options',
    optionTable(describeOptions(spec.options)),
    '## In words',
    readme,
  ].join('\n\n');
}

function sentenceOf(article: string): string {
  return `${article[0]?.toUpperCase() ?? ''}${article.slice(1)}`;
}

function optionTable(options: readonly OptionDescription[]): string {
  if (options.length === 0) return 'It has no options.';
  return markdownTable(
    ['option', 'default', 'accepts', 'meaning'],
    options.map(({ name, accepts, description, default: value }) => [
      code(name),
      code(defaultText(value)),
      plainMarkdown(accepts),
      plainMarkdown(description),
    ]),
  );
}

/** A default on one line; a long text, such as a map, by how it begins. */
function defaultText(value: unknown): string {
  if (value === null) return 'none';
  const text = JSON.stringify(value) ?? '';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
