import { kindNames } from '@pomdp-gym/contracts';
import { kinds, type ShippedPlugin } from './shipped-plugins.js';
import { pageOfPlugin } from './site-paths.js';

interface Item {
  readonly text: string;
  readonly link: string;
}

interface Group {
  readonly text: string;
  readonly items: readonly Item[];
}

/** A page of the site, by its path without an ending, with its title. */
export interface TitledPage {
  readonly page: string;
  readonly title: string;
}

/** What stands at the top of each page. */
export const topLinks: readonly Item[] = [
  { text: 'Guide', link: '/getting-started' },
  { text: 'Environments', link: '/environments/' },
  { text: 'Algorithms', link: '/algorithms' },
  { text: 'Packages', link: '/packages/' },
  { text: 'Decisions', link: '/decisions/' },
];

/** What stands beside each page, by the folder it is in. */
export function sidebars(
  plugins: readonly ShippedPlugin[],
  pages: readonly TitledPage[],
): Record<string, Group[]> {
  const below = (folder: string): Item[] =>
    pages
      .filter(({ page }) => page.startsWith(`${folder}/`) && !page.endsWith('/index'))
      .map(({ page, title }) => ({ text: title, link: `/${page}` }));
  const titled = (...wanted: string[]): Item[] =>
    wanted.flatMap((name) =>
      pages.filter(({ page }) => page === name).map(({ page, title }) => ({ text: title, link: `/${page}` })),
    );
  const guide: Group[] = [
    { text: 'Start', items: titled('getting-started', 'gallery', 'manual', 'glossary') },
    { text: 'Write a plugin', items: [...below('tutorials'), ...titled('planted-bugs')] },
    { text: 'Coming from', items: below('coming-from') },
    {
      text: 'The project',
      items: titled('architecture', 'contributing', 'changelog', 'versions', 'renames'),
    },
  ];
  const ofPlugins = pluginGroups(plugins);
  const folders = kindNames(kinds).map((kind) => `/${kinds[kind].plural}/`);
  const ofPackages: Group[] = [
    { text: 'Packages', items: below('packages') },
    { text: 'Reference', items: below('reference') },
  ];
  return {
    ...Object.fromEntries([...folders, '/algorithms'].map((folder) => [folder, ofPlugins])),
    '/packages/': ofPackages,
    '/reference/': ofPackages,
    '/decisions/': [{ text: 'Decisions', items: below('decisions') }],
    '/': guide,
  };
}

function pluginGroups(plugins: readonly ShippedPlugin[]): Group[] {
  return kindNames(kinds).map((kind) => ({
    text: capital(kinds[kind].plural),
    items: plugins
      .filter((plugin) => plugin.kind === kind)
      .map((plugin) => ({ text: plugin.id, link: `/${pageOfPlugin(plugin)}` })),
  }));
}

/** With a capital at the beginning. */
export function capital(text: string): string {
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;
}
