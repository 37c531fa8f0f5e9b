import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { expect } from 'chai';
import { readWorkspace } from './workspace.js';

const { members, root } = readWorkspace(fileURLToPath(new URL('../../..', import.meta.url)));

describe('What is published', () => {
  const published = members.filter(({ manifest }) => manifest.private !== true);

  it('is every package, plugin and command, and no test', () => {
    expect(published.length).to.be.greaterThan(20);
    expect(published.filter(({ folder }) => folder.startsWith('test/'))).to.deep.equal([]);
  });

  it('has its sources, so that source maps lead to them, and no tests', () => {
    for (const { folder } of published) {
      const { files } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as {
        readonly files: readonly string[];
      };
      expect(files, folder).to.include.members(['dist', 'src', '!dist/**/*.test.*']);
    }
  });
});
