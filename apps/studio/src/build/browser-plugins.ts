import type { Contribution } from '@pomdp-gym/registry';
import type { Plugin } from 'vite';

/** The file that the list is put in place of. */
const PLACE = '/dist/bundled-plugins.js';

/** Plugins that need files, processes or other machines; and experiments, which the page does not run. */
const ELSEWHERE = /-(?:file|gymnasium)$|^@pomdp-gym\/(?:executor|tracker|experiments?)-/;

/** A plugin, and what it contributes. */
export interface BundledPlugin {
  readonly source: string;
  readonly contributes: readonly Contribution[];
}

/** Puts those of the plugins that run in a browser into the page. */
export function browserPlugins(plugins: readonly BundledPlugin[]): Plugin {
  const bundled = plugins.filter(({ source }) => !ELSEWHERE.test(source));
  return {
    name: 'browser-plugins',
    load: (id) => (id.endsWith(PLACE) ? moduleText(bundled) : undefined),
  };
}

function moduleText(plugins: readonly BundledPlugin[]): string {
  const imports = plugins.map(({ source }, i) => `import plugin${i} from ${JSON.stringify(source)};`);
  const rows = plugins.map(
    ({ source, contributes }, i) =>
      `{ source: ${JSON.stringify(source)}, contributes: ${JSON.stringify(contributes)}, load: () => plugin${i} },`,
  );
  return [...imports, 'export const bundledPlugins = [', ...rows, '];'].join('\n');
}
