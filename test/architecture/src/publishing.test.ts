import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { expect } from 'chai';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { readWorkspace } from './workspace.js';

const { members, root } = readWorkspace(fileURLToPath(new URL('../../..', import.meta.url)));

describe('What is published', () => {
  const published = members.filter(({ manifest }) => manifest.private !== true);

  it('is every package, plugin and command, and no test', () => {
    expect(published.length).to.be.greaterThan(20);
    expect(published.filter(({ folder }) => folder.startsWith('test/'))).to.deep.equal([]);
  });

  it('is clean to publint: entry points are there, and types beside them', async () => {
    for (const { folder } of published) {
      const { messages, pkg } = await publint({ pkgDir: join(root, folder), pack: false });
      expect(
        messages.map((message) => formatMessage(message, pkg)),
        folder,
      ).to.deep.equal([]);
    }
  });
});
