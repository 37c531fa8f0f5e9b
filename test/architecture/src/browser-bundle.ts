import { build } from 'esbuild';
import { runsInBrowser } from './browser-rule.js';
import type { Workspace } from './workspace.js';

/** The packages and plugins that run in a browser, by name. */
export function browserPackages({ members }: Workspace): readonly string[] {
  return members.filter(({ folder }) => runsInBrowser(folder)).map(({ manifest }) => manifest.name);
}

/**
 * Bundles built packages for a browser, with all they import, as a page would.
 * @param packages specifiers, resolved from `folder`.
 * @returns what stands in the way, one sentence an import: a module of Node.js, or one that is not there.
 */
export async function bundleProblems(packages: readonly string[], folder: string): Promise<string[]> {
  const contents = packages.map((name) => `export * from ${JSON.stringify(name)};`).join('\n');
  try {
    await build({
      stdin: { contents, resolveDir: folder },
      bundle: true,
      format: 'esm',
      platform: 'browser',
      write: false,
      logLevel: 'silent',
      logOverride: { 'ambiguous-reexport': 'silent' },
    });
    return [];
  } catch (error) {
    return sentences(error);
  }
}

function sentences(error: unknown): string[] {
  if (!(error instanceof Error && 'errors' in error && Array.isArray(error.errors))) throw error;
  const errors = error.errors as readonly {
    readonly text: string;
    readonly location: { readonly file: string } | null;
  }[];
  return errors.map(({ text, location }) => `${location?.file ?? 'The entry'}: ${text}.`);
}
