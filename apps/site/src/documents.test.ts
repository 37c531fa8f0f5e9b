import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { blocksOf, commandsOf, documents } from './document-blocks.test.support.js';
import { repository } from './repository.js';
import { runNode, runPomdpGym } from './run-command.test.support.js';

/** Below the workspace, so that what runs there finds its packages. */
const folders = join(repository, 'apps/site/dist');

/** What `console.log(x); // text` says is printed, in order. */
function promised(text: string): string[] {
  return [...text.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, line = '']) => line);
}

/** Pages whose commands need packages to be installed first: `tutorials.test.ts` goes through them. */
const isTutorial = (document: string) => document.startsWith('docs/tutorials/');

describe('The documents', function () {
  this.timeout(120_000);
  let folder: string;
  before(() => {
    mkdirSync(folders, { recursive: true });
    folder = mkdtempSync(join(folders, 'documents-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const blocks = documents.flatMap(blocksOf);

  it('have code to run', () => {
    expect(blocks.filter(({ language }) => language === 'js').length).to.be.above(4);
    expect(blocks.filter(({ language }) => language === 'console').length).to.be.above(7);
  });

  for (const [index, { document, language, text }] of blocks.entries()) {
    const name = `${document}: “${text.split('\n', 1)[0]}”`;
    if (language === 'js')
      it(`${name} runs, and prints what it says`, () => {
        const path = join(folder, `block-${index}.mjs`);
        writeFileSync(path, text);
        const { code, out, err } = runNode(folder, path);
        expect([code, err]).to.deep.equal([0, '']);
        const lines = promised(text);
        if (lines.length > 0) expect(out.trimEnd().split('\n')).to.deep.equal(lines);
      });
    if (language === 'json') it(`${name} is JSON`, () => void JSON.parse(text));
  }

  for (const document of documents.filter((each) => !isTutorial(each))) {
    const commands = blocksOf(document)
      .filter(({ language, text }) => language === 'console' && text.startsWith('$ '))
      .flatMap(commandsOf);
    if (commands.length > 0)
      it(`${document}: its commands print what it shows`, () => {
        const place = mkdtempSync(join(folder, 'commands-'));
        for (const { command, shown } of commands) {
          const { code, out, err } = runPomdpGym(place, command);
          expect(code, `${command}\n${err}`).to.equal(0);
          expectInOrder(out, shown);
        }
      });
  }
});

/** Each line is in the output, after the one before. */
function expectInOrder(out: string, lines: readonly string[]): void {
  let rest = out.replace(/ +/g, ' ');
  for (const line of lines) {
    const text = line.trim().replace(/ +/g, ' ');
    expect(rest).to.include(text);
    rest = rest.slice(rest.indexOf(text) + text.length);
  }
}
