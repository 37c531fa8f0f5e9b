import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { build, type Plugin } from 'esbuild';
import { ownModules } from './own-modules.js';

const app = fileURLToPath(new URL('../../../cli', import.meta.url));

/** What is imported only when a function calls for it stays outside. */
const onCall: Plugin = {
  name: 'on-call',
  setup({ onResolve }) {
    onResolve({ filter: /.*/ }, ({ kind, path }) =>
      kind === 'dynamic-import' || kind === 'require-call' ? { path, external: true } : undefined,
    );
  },
};

/** The packages, ours and libraries, that the bundle loads with a module of the app before it calls any function. */
async function loadedWith(module: string): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: app,
    entryPoints: { loaded: `${app}/dist/${module}` },
    outdir: 'nowhere',
    ...{ bundle: true, write: false, metafile: true, format: 'esm', platform: 'node', target: 'node20.19' },
    plugins: [onCall, ownModules(app, {}, (name) => name)],
  });
  const modules = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
  const packages = modules.flatMap(
    (path) => /(?:packages|node_modules)\/(@[^/]+\/[^/]+|[^/]+)/.exec(path)?.[1] ?? [],
  );
  return [...new Set(packages)].sort();
}

describe('What the bundle loads', () => {
  it('for the help of the program: what parses a command line and prints', async () => {
    const libraries = ['cli-table3', 'commander', 'picocolors', 'reflect-metadata'];
    expect(await loadedWith('main.js')).to.deep.equal([...libraries, 'contracts'].sort());
  });

  for (const name of ['compare', 'info', 'list', 'solve']) {
    it(`for the help of ${name}: nothing that reads studies or models, computes or checks options`, async () => {
      const loaded = await loadedWith(`commands/${name}.js`);
      expect(loaded).to.include.members(['commander', 'contracts']);
      const heavy = ['exact', 'experiment', 'models', 'numerics', 'planning', 'registry', 'simulator'];
      expect(loaded).not.to.include.oneOf([...heavy, 'inversify', 'rxjs', 'yaml', 'zod']);
    });
  }
});
