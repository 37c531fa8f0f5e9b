import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { describePath } from './describe-path.js';
import { loadPlugin } from './load-plugin.js';
import { Registry } from '../registry.js';

describe('describePath', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pomdp-gym-paths-'));
  const file = (name: string) => {
    writeFileSync(join(folder, name), '');
    return join(folder, name);
  };

  after(() => rmSync(folder, { recursive: true }));

  it('says what a file is and what is read', () => {
    const read =
      'Models are read from files that end in .POMDP, .pomdpx, .dpomdp or .mdp, also compressed (.gz).';
    const [text, plain] = [file('maze.txt'), file('maze')];
    expect(describePath(text)).to.equal(
      `${text} is a file that ends in .txt. ${read} If it is one, name it File:path=${text}.`,
    );
    expect(describePath(plain)).to.equal(
      `${plain} is a file whose name has no ending. ${read} If it is one, name it File:path=${plain}.`,
    );
    expect(describePath(folder), 'a folder').to.equal(undefined);
    expect(describePath(join(folder, 'none'))).to.equal(undefined);
    expect(describePath('a'.repeat(100_000)), 'a name that no file can have').to.equal(undefined);
  });

  it('stands where an environment or a plugin is looked for', async () => {
    const path = file('maze.txt');
    class DescribingRegistry extends Registry {
      protected override describeUnknown = describePath;
    }
    expect(() => new DescribingRegistry().get('environment', path)).to.throw(
      `${path} is a file that ends in .txt.`,
    );
    expect(() => new Registry().get('environment', path)).to.throw(`There is no environment ${path}.`);
    const refused: unknown = await loadPlugin(new Registry(), 'maze.txt', folder).catch((e: unknown) => e);
    expect(refused)
      .to.have.property('message')
      .that.includes('A plugin is a JavaScript module (.js, .mjs). maze.txt is a file');
  });
});
