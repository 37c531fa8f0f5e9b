import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Application } from 'typedoc';
import { repository } from './repository.js';
import { packageName } from './site-paths.js';

/** Options of typedoc-plugin-markdown: a page a package, properties and parameters in tables. */
const layout = {
  router: 'module',
  hideBreadcrumbs: true,
  hidePageHeader: true,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  classPropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
};

/**
 * Writes the reference of packages from their doc comments, a page a package.
 *
 * @param packages their folders, relative to the root of the repository.
 * @param into the folder that the pages are written to.
 */
export async function writeCodeReference(packages: readonly string[], into: string): Promise<void> {
  const raw = join(into, 'raw');
  await writeModules(packages, raw);
  for (const folder of packages) {
    const name = folder.slice('packages/'.length);
    const page = pageText(readFileSync(join(raw, folder, 'src.md'), 'utf8'), name).replace(
      /^# .*$/m,
      `# ${packageName(folder)}, reference`,
    );
    mkdirSync(into, { recursive: true });
    writeFileSync(join(into, `${name}.md`), page);
  }
  rmSync(raw, { recursive: true });
}

async function writeModules(packages: readonly string[], into: string): Promise<void> {
  const application = await Application.bootstrapWithPlugins({
    ...{ entryPoints: packages.map((folder) => join(repository, folder, 'src/index.ts')) },
    plugin: ['typedoc-plugin-markdown'],
    tsconfig: join(repository, 'tsconfig.base.json'),
    ...{ skipErrorChecking: true, disableSources: true, readme: 'none', logLevel: 'Error' },
    ...{ name: 'Reference', basePath: repository },
    outputs: [{ name: 'markdown', path: into }],
    ...layout,
  });
  const project = await application.convert();
  if (!project) throw new Error('The doc comments of the packages cannot be read.');
  await application.generateOutputs(project);
}

/** A module's page under the name of its package, its links leading to the pages of the others. */
function pageText(text: string, name: string): string {
  return (
    text
      .replace(/\((?:\.\.\/)+([\w-]+)\/src\.md/g, '(/reference/$1.md')
      .replace(/\(src\.md/g, `(/reference/${name}.md`)
      // Rows of tables have no anchors of their own.
      .replace(/\[((?:[^\][]|\\[\][])*)\]\(#property-[^)]*\)/g, '$1')
      .replace(/(\.md)#property-[^)]*\)/g, '$1)')
  );
}
