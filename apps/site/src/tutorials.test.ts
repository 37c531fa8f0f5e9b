import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { templateNames } from 'create-pomdp-gym-plugin';
import { expect } from 'chai';
import ts from 'typescript';
import { blocksOf, commandsOf } from './document-blocks.test.support.js';
import { namesIn, readText, repository } from './repository.js';
import { runNode, runPomdpGym } from './run-command.test.support.js';
import { write } from './write-pages.js';

const tutorials = namesIn('docs/tutorials').filter((name) => name !== 'index.md');
const commands = (tutorial: string) =>
  blocksOf(`docs/tutorials/${tutorial}`)
    .flatMap(commandsOf)
    .map(({ command }) => command);

/** `npm create pomdp-gym-plugin my-maze -- --kind policy` */
const CREATE = /^npm create pomdp-gym-plugin ([\w-]+) -- --kind ([\w-]+)$/;

describe('The tutorials', function () {
  this.timeout(240_000);
  let folder: string;
  before(() => {
    mkdirSync(join(repository, 'apps/site/dist'), { recursive: true });
    folder = mkdtempSync(join(repository, 'apps/site/dist/tutorials-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('are there, one for each template', () => {
    expect(tutorials.map((name) => name.slice(0, -'.md'.length))).to.have.members(templateNames);
    for (const tutorial of tutorials)
      expect(readText(`docs/tutorials/${tutorial}`)).to.include(
        `src/templates/${tutorial.slice(0, -'.md'.length)}.ts`,
      );
  });

  it('make packages that compile', () => {
    const program = join(repository, 'packages/create-pomdp-gym-plugin/bin/create-pomdp-gym-plugin.js');
    const made = tutorials.flatMap((tutorial) => {
      const [, name = '', kind = ''] = CREATE.exec(commands(tutorial)[0] ?? '') ?? [];
      const { code, err } = runNode(folder, program, name, '--kind', kind, '--license', 'MIT');
      expect([code, err], tutorial).to.deep.equal([0, '']);
      return join(folder, name);
    });
    expect(compiled(made)).to.deep.equal([]);
  });

  // Each takes some seconds: all of them where TUTORIALS is `all`.
  const tried = process.env['TUTORIALS'] === 'all' ? tutorials : tutorials.filter((_, i) => i % 3 === 0);
  for (const tutorial of tried)
    it(`${tutorial}: its commands run, with few seeds and steps`, () => {
      const lines = commands(tutorial);
      const name = CREATE.exec(lines[0] ?? '')?.[1] ?? '';
      const own = lines.filter((line) => line.startsWith('npx pomdp-gym '));
      expect(own.length).to.equal(1);
      for (const line of own) {
        const small = line.includes(' compare ')
          ? ['--seeds', '1', '--budget', '1000', '--bracket', '0', '--workers', '1']
          : [];
        const { code, err } = runPomdpGym(join(folder, name), line, ...small);
        expect(code, `${line}\n${err}`).to.equal(0);
      }
    });
});

/** Compiles packages together, as their own tsconfig.json says; returns what is wrong with them. */
function compiled(folders: readonly string[]): string[] {
  const parsed = folders.map((folder) => {
    const { config }: { config?: unknown } = ts.readConfigFile(join(folder, 'tsconfig.json'), (path) =>
      ts.sys.readFile(path),
    );
    return ts.parseJsonConfigFileContent(config, ts.sys, folder);
  });
  const files = parsed.flatMap(({ fileNames }) => fileNames);
  const options = { ...parsed[0]?.options, rootDir: dirname(folders[0] ?? ''), noEmit: true };
  for (const file of files) write(file.replace('/src/', '/dist/').replace(/ts$/, 'js'), transpiled(file));
  return ts
    .getPreEmitDiagnostics(ts.createProgram(files, options))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

function transpiled(file: string): string {
  const compilerOptions = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext };
  return ts.transpileModule(readFileSync(file, 'utf8'), { fileName: file, compilerOptions }).outputText;
}
