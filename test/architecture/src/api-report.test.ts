import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { apiReports, REPORT } from './api-report.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

describe('The report of what a package exports', () => {
  it('is in the repository as the build is', () => {
    for (const [folder, text] of apiReports(root)) {
      const kept = readFileSync(join(root, folder, REPORT), 'utf8');
      const sentence =
        `${folder}/${REPORT} is out of date: the exports have changed. Run npm run api, look at the difference, and say in ` +
        `CHANGELOG.md what changes for authors of plugins.`;
      expect(kept === text, sentence).to.equal(true);
    }
  });

  it('holds what is exported under its name, by alphabet, without comments and private members', () => {
    const home = mkdtempSync(join(tmpdir(), 'pomdp-gym-api-'));
    try {
      const dist = join(home, 'packages', 'odd', 'dist');
      mkdirSync(dist, { recursive: true });
      writeFileSync(
        join(dist, 'index.d.ts'),
        "export { zeta } from './zeta.js';\nexport { Alpha, type Inner as Beta } from './alpha.js';\n",
      );
      writeFileSync(
        join(dist, 'zeta.d.ts'),
        '/** Ζ. */\nexport declare const zeta: number;\nexport declare const hidden: 1;\n',
      );
      writeFileSync(
        join(dist, 'alpha.d.ts'),
        'export declare class Alpha {\n    private secret;\n    shown(): void;\n}\nexport interface Inner {\n    a: 1;\n}\n',
      );
      const report = apiReports(home, ['packages/odd']).get('packages/odd') ?? '';
      const [, code] = /```ts\n(.*)\n```/s.exec(report) ?? [];
      expect(code).to.equal(
        [
          'export declare class Alpha {\n    shown(): void;\n}',
          '// Beta is\nexport interface Inner {\n    a: 1;\n}',
          'export declare const zeta: number;',
        ].join('\n\n'),
      );
      expect(() => apiReports(home, ['packages/none'])).to.throw('run npm run build first.');
    } finally {
      rmSync(home, { recursive: true });
    }
  });
});
