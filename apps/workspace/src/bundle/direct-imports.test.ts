import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { directImports } from './direct-imports.js';

describe('Direct imports', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'direct-imports-')));
  const files = {
    'index.js': `export { red as scarlet } from './colours.js';
export * from './shapes.js';
export const own = 1;`,
    'colours.js': `const first = 1;
export { first as red };`,
    'shapes.js': `export * from './round.js';
export class Square {}`,
    'round.js': 'export function circle() {}',
  };
  before(() => Object.entries(files).forEach(([name, text]) => writeFileSync(join(folder, name), text)));
  after(() => rmSync(folder, { recursive: true }));

  const rewrite = (text: string) =>
    directImports(text, join(folder, 'user.js'), /^@own\//, (specifier) =>
      Promise.resolve(join(folder, specifier.startsWith('@own/') ? 'index.js' : specifier)),
    );
  const at = (name: string) => JSON.stringify(join(folder, name));

  it('take each name from the module that defines it, under the name it has here', async () => {
    const text = `import { scarlet, circle as disc, Square, own } from '@own/package';\nown();`;
    const imports = [
      `import { red as scarlet } from ${at('colours.js')}`,
      `import { circle as disc } from ${at('round.js')}`,
      `import { Square as Square } from ${at('shapes.js')}`,
      `import { own as own } from ${at('index.js')}`,
    ];
    expect(await rewrite(text)).to.equal(`${imports.join('; ')};\nown();`);
  });

  it('leave a name that the package does not have, which the bundler then reports', async () => {
    expect(await rewrite(`import { blue } from '@own/package';`)).to.equal(
      `import { blue as blue } from ${at('index.js')};`,
    );
  });

  it('leave everything else: other packages, whole packages, text that looks like an import', async () => {
    const text = [
      `import { scarlet } from 'other';`,
      `import * as all from '@own/package';`,
      'const text = `',
      `import { scarlet } from '@own/package';\`;`,
      `const later = () => import('@own/package');`,
    ].join('\n');
    expect(await rewrite(text)).to.equal(text);
  });
});
