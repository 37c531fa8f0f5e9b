import type { DefaultTheme, UserConfig } from 'vitepress';
import { sidebars, type TitledPage, topLinks } from './site-navigation.js';
import type { ShippedPlugin } from './shipped-plugins.js';

/** The configuration of the site, as plain data: a file of JSON holds it. */
export function vitepressConfig(
  plugins: readonly ShippedPlugin[],
  pages: readonly TitledPage[],
  out: string,
): UserConfig<DefaultTheme.Config> {
  return {
    lang: 'en',
    // No picture: else a browser asks for /favicon.ico, which is not there.
    head: [['link', { rel: 'icon', href: 'data:,' }]],
    title: 'pomdp-gym',
    description: 'A gym for partially observable decision problems, with exact values beside every estimate.',
    outDir: out,
    // Raw HTML in a README is shown as text, and addresses that are no links stay text.
    markdown: {
      html: false,
      linkify: false,
      theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    },
    themeConfig: {
      nav: [...topLinks],
      sidebar: mutable(sidebars(plugins, pages)),
      outline: [2, 3],
      search: { provider: 'local' },
    },
  };
}

function mutable(groups: ReturnType<typeof sidebars>): DefaultTheme.SidebarMulti {
  return Object.fromEntries(
    Object.entries(groups).map(([folder, list]) => [
      folder,
      list.map(({ text, items }) => ({ text, items: [...items] })),
    ]),
  );
}
