import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import ts from 'typescript';
import { runNode, workspace } from './command.test.support.js';

/** A fenced example of a README. */
interface Snippet {
  readonly readme: string;
  readonly language: string;
  readonly text: string;
}

const foldersOf = (folder: string) => readdirSync(join(workspace, folder)).map((name) => `${folder}/${name}`);

const readmes = [...foldersOf('packages'), ...foldersOf('plugins').flatMap(foldersOf)]
  .map((folder) => `${folder}/README.md`)
  .filter((path) => existsSync(join(workspace, path)));

const snippets: readonly Snippet[] = readmes.flatMap((readme) =>
  [...readFileSync(join(workspace, readme), 'utf8').matchAll(/^```(js|ts)\n(.*?)^```$/gms)].map(
    ([, language = '', text = '']) => ({ readme, language, text }),
  ),
);

/** What a snippet imports from our packages, by package. */
function importsOf(text: string): [name: string, imported: string[]][] {
  return [...text.matchAll(/^import \{([^}]*)\} from '(@pomdp-gym\/[^']+)'/gm)].map(
    ([, names = '', name = '']) => [
      name,
      names
        .split(',')
        .map((each) => each.trim())
        .filter((each) => each !== '' && !each.startsWith('type ')),
    ],
  );
}

describe('The examples in the READMEs of packages and plugins', () => {
  it('are there', () => {
    expect(readmes.length).to.be.greaterThan(20);
    expect(snippets.length).to.be.greaterThan(8);
  });

  for (const { readme, language, text } of snippets) {
    it(`${readme}: the ${language} example beginning “${text.split('\n', 1)[0]}” ${language === 'js' ? 'runs' : 'imports what there is'}`, async () => {
      const { diagnostics = [] } = ts.transpileModule(text, {
        reportDiagnostics: true,
        compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
      });
      expect(diagnostics.map(({ messageText }) => messageText)).to.deep.equal([]);
      for (const [name, imported] of importsOf(text)) {
        const exported: object = (await import(name)) as object;
        expect(Object.keys(exported), name).to.include.members(imported);
      }
      if (language !== 'js') return;
      const { code, err } = runNode(join(workspace, dirname(readme)), '--input-type=module', '--eval', text);
      expect([code, err]).to.deep.equal([0, '']);
    }).timeout(60_000);
  }
});
