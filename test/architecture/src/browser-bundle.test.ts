import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { browserPackages, bundleProblems } from './browser-bundle.js';
import { readWorkspace } from './workspace.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

describe('What runs in a browser', () => {
  it('can be bundled for one, with every library it imports', async function () {
    this.timeout(240_000);
    const packages = browserPackages(readWorkspace(root));
    expect(packages).to.include.members([
      '@pomdp-gym/contracts',
      '@pomdp-gym/report',
      '@pomdp-gym/solver-sarsop',
    ]);
    expect(packages).to.not.include('@pomdp-gym/environment-file');
    expect(packages).to.not.include('@pomdp-gym/environment-gymnasium');
    expect(await bundleProblems(packages, root)).to.deep.equal([]);
  });

  describe('is refused', () => {
    let folder: string;
    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'pomdp-gym-bundle-'));
    });
    after(() => rmSync(folder, { recursive: true }));

    for (const specifier of ['node:fs', 'worker_threads']) {
      it(`where a module that it imports imports ${specifier}`, async () => {
        writeFileSync(join(folder, 'index.js'), `export * from './inner.js';`);
        writeFileSync(
          join(folder, 'inner.js'),
          `import * as all from '${specifier}'; export const found = all;`,
        );
        const [problem, ...others] = await bundleProblems(['./index.js'], folder);
        expect(problem).to.match(new RegExp(`inner\\.js: Could not resolve "${specifier}"`));
        expect(others).to.deep.equal([]);
      });
    }

    it('where a package for Node.js is among those that are bundled', async () => {
      const problems = await bundleProblems(['@pomdp-gym/registry/node'], root);
      expect(problems.join('\n')).to.match(/packages\/registry\/.*: Could not resolve "node:fs"/);
    });
  });
});
