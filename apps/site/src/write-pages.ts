import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { kindNames } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import { documentText } from './document-text.js';
import { code, markdownTable, plainMarkdown } from './markdown-table.js';
import { pageStudy } from './page-study.js';
import { plantedBugsPage } from './planted-bugs.js';
import { pluginPage } from './plugin-page.js';
import { isThere, readText } from './repository.js';
import { kinds, type ShippedPlugin } from './shipped-plugins.js';
import { withSiteLinks, withSources } from './site-links.js';
import { capital, type TitledPage } from './site-navigation.js';
import {
  packageDescription,
  packageFolders,
  packageName,
  pageOfPlugin,
  pluginFolders,
  sitePaths,
} from './site-paths.js';
import { studyOutcome } from './study-outcome.js';

/** What pages are made from. */
export interface Sources {
  readonly plugins: readonly ShippedPlugin[];
  readonly registry: Registry;
  /** The most steps of a run of a study. */
  readonly stepsARun: number;
}

/** Writes every page but those of the code reference, and returns their paths with their titles. */
export async function writePages(
  root: string,
  { plugins, registry, stepsARun }: Sources,
): Promise<readonly TitledPage[]> {
  const paths = sitePaths(plugins);
  const pages = new Map<string, string>();
  for (const [file, page] of paths)
    if (!file.startsWith('plugins/'))
      pages.set(page, withSiteLinks(withSources(documentText(file), file, authorsText), file, paths));
  for (const kind of kindNames(kinds)) pages.set(`${kinds[kind].plural}/index`, kindPage(kind, plugins));
  pages.set('algorithms', algorithmsPage(plugins));
  pages.set('packages/index', packagesPage());
  pages.set('decisions/index', decisionsPage(pages));
  const bugs = plantedBugsPage();
  if (bugs !== undefined) pages.set('planted-bugs', bugs);
  for (const plugin of plugins)
    pages.set(pageOfPlugin(plugin), await pageWithNumbers(plugin, root, { plugins, registry, stepsARun }));
  for (const [page, text] of pages) write(join(root, `${page}.md`), text);
  return [...pages].map(([page, text]) => ({
    page,
    title: page === 'manual' ? 'Manual' : (titleOf(text) ?? page),
  }));
}

/** A source file as an author of a package has it, who imports what `pomdp-gym` hands on. */
function authorsText(path: string): string {
  return readText(path)
    .replaceAll("'@pomdp-gym/", "'pomdp-gym/")
    .replaceAll(/from '(inversify|zod)'/g, "from 'pomdp-gym'");
}

/** A file that may be in a folder to be made. */
export function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

async function pageWithNumbers(
  plugin: ShippedPlugin,
  root: string,
  { plugins, registry, stepsARun }: Sources,
): Promise<string> {
  const study = pageStudy(plugin, registry);
  const slug = `${plugin.kind}-${plugin.id.toLowerCase()}`;
  const found = study && (await studyOutcome(study, slug, registry, stepsARun));
  for (const { name, svg } of found?.pictures ?? []) write(join(root, 'public/pictures', name), svg);
  const file = `${pluginFolders().get(plugin.source)}/README.md`;
  const readme = isThere(file) ? withSiteLinks(documentText(file), file, sitePaths(plugins)) : '';
  return pluginPage(plugin, registry, {
    readme: readme.replace(/^# .*\n+/, ''),
    numbers: found?.markdown ?? '',
  });
}

function kindPage(kind: ShippedPlugin['kind'], plugins: readonly ShippedPlugin[]): string {
  return `# ${capital(kinds[kind].plural)}\n\n${tableOf(plugins.filter((plugin) => plugin.kind === kind))}\n`;
}

function tableOf(plugins: readonly ShippedPlugin[]): string {
  return markdownTable(
    ['id', 'what it is'],
    plugins.map((plugin) => [`[${plugin.id}](/${pageOfPlugin(plugin)})`, plainMarkdown(plugin.summary)]),
  );
}

function algorithmsPage(plugins: readonly ShippedPlugin[]): string {
  const shown = kindNames(kinds).filter((kind) => kind !== 'environment');
  return [
    '# Algorithms',
    'An agent is a policy alone, a policy with an estimator and an optimizer, a learner, or a solver. Each page shows what it earns in a small study, with the command that does the study again.',
    ...shown.flatMap((kind) => [
      `## ${capital(kinds[kind].plural)}`,
      tableOf(plugins.filter((plugin) => plugin.kind === kind)),
    ]),
  ].join('\n\n');
}

function packagesPage(): string {
  const rows = packageFolders().map((folder) => [
    `[${code(packageName(folder))}](/${folder})`,
    plainMarkdown(packageDescription(folder)),
  ]);
  return `# Packages\n\n${markdownTable(['package', 'what it is'], rows)}\n`;
}

function decisionsPage(pages: ReadonlyMap<string, string>): string {
  const list = [...pages]
    .filter(([page]) => /^decisions\/\d/.test(page))
    .map(([page, text]) => `- [${titleOf(text) ?? page}](/${page})`);
  return `# Decisions\n\nWhy it is as it is: context, decision, consequence, status.\n\n${list.join('\n')}\n`;
}

function titleOf(text: string): string | undefined {
  return /^# (.*)$/m
    .exec(text)?.[1]
    ?.replace(/`/g, '')
    .replace(/&#(\d+);/g, (_whole, sign: string) => String.fromCharCode(Number(sign)));
}
