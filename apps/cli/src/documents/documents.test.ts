import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';
import 'reflect-metadata';
import { checkStudy, readStudy } from '@pomdp-gym/experiment';
import { expect } from 'chai';
import { parse } from 'yaml';
import { openRegistry } from '../open-registry.js';
import { compilerProblems } from './compiled.test.support.js';
import { commandsOf } from './document-commands.test.support.js';
import {
  type Block,
  blocksOf,
  detailsOf,
  type Directive,
  markdownFiles,
  markdownOf,
  repository,
} from './markdown-blocks.test.support.js';
import { expectInOrder, promisedLines } from './printed-lines.test.support.js';
import { folderFor, inFolder, type Place, runCommand, transpiled } from './run-command.test.support.js';
import {
  isShell,
  missingNames,
  treatmentOf,
  treatmentProblems,
  whyNotRun,
} from './treatment.test.support.js';

const documents = markdownFiles().map((document) => ({
  document,
  blocks: blocksOf(document, markdownOf(document)),
}));

/** What makes the comparison of a made package's README short. */
const small: Directive = {
  action: 'run with',
  prefix: 'npx pomdp-gym compare',
  detail: '--seeds 1 --budget 1000 --bracket 0 --workers 1',
};

describe('The code blocks of all documents', function () {
  this.timeout(240_000);
  const home = newHome();
  const [written, made]: [string[], string[]] = [[], []];
  const done = new Set<string>();
  after(() => rmSync(home, { recursive: true }));

  it('are all found, and each is compiled, run or parsed, or says why not', () => {
    for (const { document, blocks } of documents)
      expect(2 * blocks.length, document).to.equal(
        markdownOf(document).match(/^\s*(```|~~~)/gm)?.length ?? 0,
      );
    const blocks = documents.flatMap((each) => each.blocks);
    const comments = documents.flatMap(({ document }) => markdownOf(document).match(/^<!--/gm) ?? []);
    expect(blocks.flatMap(({ directives }) => directives)).to.have.length(comments.length);
    expect(blocks.flatMap(treatmentProblems)).to.deep.equal([]);
  });

  for (const { document, blocks } of documents.filter((each) => each.blocks.length > 0))
    describe(document, () => {
      const place: Place = { folder: '' };
      before(() => {
        place.folder = folderFor(home, document);
      });

      for (const block of blocks.filter(({ language }) => language !== 'text')) {
        it(`line ${block.line}, ${block.language}: ${treatmentOf(block)}`, async () => {
          if (isShell(block)) await runShell(block, place, done);
          else if (block.language === 'yaml') await readYaml(block);
          else if (block.language === 'json') JSON.parse(block.text);
          else await runCode(block, place.folder, written);
        });
      }

      // A tutorial makes a package, whose README is a document too.
      if (document.startsWith('docs/tutorials/'))
        it('the README of the package that it makes: run', async () => {
          made.push(place.folder);
          const readme = blocksOf('README.md', readFileSync(join(place.folder, 'README.md'), 'utf8'));
          expect(readme.map(({ language }) => language)).to.deep.equal(['sh', 'json']);
          await runShell({ ...readme[0]!, directives: [small] }, place, done);
          JSON.parse(readme[1]!.text);
        });
    });

  // Mocha runs the tests of a suite before the suites inside it.
  describe('those in TypeScript', () => {
    it('compile, with the packages that the tutorials make', () => {
      const sources = made.flatMap((folder) =>
        readdirSync(join(folder, 'src')).map((name) => join(folder, 'src', name)),
      );
      expect(sources.length).to.be.above(30);
      expect(written.length).to.be.above(10);
      // These packages merge kinds into the table of kinds, which a plain `new Registry()` then lacks.
      const isMerged = (file: string) =>
        /'@pomdp-gym\/(experiment|report|reproduction)(\/node)?'/.test(readFileSync(file, 'utf8'));
      const merging = written.filter(isMerged);
      const plain = written.filter((file) => !merging.includes(file));
      for (const files of [plain, [...merging, ...sources]])
        expect(Object.fromEntries(compilerProblems(files, home))).to.deep.equal({});
    });
  });
});

/** Below the workspace, so that what runs there finds its packages. */
function newHome(): string {
  const folder = join(repository, 'apps/cli/dist/made-by-documents');
  mkdirSync(folder, { recursive: true });
  return mkdtempSync(join(folder, 'home-'));
}

/** Runs the commands of a block, and expects what it shows of their output. */
async function runShell(block: Block, place: Place, done: Set<string>): Promise<void> {
  if (detailsOf(block, 'run by').length > 0) return;
  for (const command of detailsOf(block, 'given').flatMap((text) => text.split('\n')))
    await runOne(command, place, []);
  for (const { command, shown } of commandsOf(block)) {
    if (whyNotRun(block, command) !== undefined) {
      expect(await missingNames(command), command).to.deep.equal([]);
      const [, environment] = /^pomdp-gym play ([^-]\S*)$/.exec(command) ?? [];
      if (environment !== undefined) await runOne(`pomdp-gym info ${environment}`, place, []);
      continue;
    }
    const flags = [...detailsOf(block, 'run with'), ...detailsOf(block, 'run with', command)];
    const key = sameAs(command, place);
    if (shown.length === 0 && done.has(key)) continue;
    done.add(key);
    await runOne([command, ...new Set(flags)].join(' '), place, shown);
  }
}

/** Equal for commands that do the same: in a folder without files those of all documents, unless they write what later ones read. */
function sameAs(command: string, { folder }: Place): string {
  const isAlone = readdirSync(folder).length === 0 && !/ --out|^npm create/.test(command);
  return isAlone ? command.replace(/^npx /, '') : `${folder}: ${command}`;
}

async function runOne(command: string, place: Place, shown: readonly string[]): Promise<void> {
  const running = runCommand(command, place);
  expect(
    running,
    `nothing here runs “${command}”: write <!-- not run \`…\`: REASON --> before its block`,
  ).to.not.equal(undefined);
  const { code, out = '', err = '' } = (await running) ?? { code: 1 };
  expect(code, `${command}\n${err}`).to.equal(0);
  expectInOrder(out, shown);
}

/** YAML is read; a whole study is checked too. */
async function readYaml({ document, text }: Block): Promise<void> {
  const value: unknown = parse(text, { merge: true });
  if (!Object.hasOwn(Object(value) as object, 'environments')) return;
  const { study, place } = readStudy(text, document);
  checkStudy(study, await openRegistry([], repository), place);
}

/** Writes code to a file and runs it, and expects that it prints what its remarks say. */
async function runCode(block: Block, folder: string, written: string[]): Promise<void> {
  if (/^(not run|run by)/.test(treatmentOf(block) ?? '')) return;
  const { language, line, text } = block;
  const whole = [...detailsOf(block, 'given'), text].join('\n');
  const path = join(folder, `line-${line}.mjs`);
  if (language === 'ts') {
    const source = join(folder, `line-${line}.mts`);
    writeFileSync(source, whole);
    written.push(source);
  }
  if (detailsOf(block, 'compiled only').length > 0) return;
  writeFileSync(path, language === 'ts' ? transpiled(whole) : whole);
  expectPromised(text, await printedBy(path, folder));
}

/** The lines that a module prints with console.log while it loads. */
async function printedBy(path: string, folder: string): Promise<string[]> {
  const { log } = console;
  const lines: string[] = [];
  console.log = (...values: readonly unknown[]) => void lines.push(format(...values));
  try {
    await inFolder(folder, () => import(pathToFileURL(path).href) as Promise<unknown>);
    return lines;
  } finally {
    console.log = log;
  }
}

function expectPromised(text: string, printed: readonly string[]): void {
  const promised = promisedLines(text);
  const isAll = promised.length === (text.match(/console\.log/g)?.length ?? 0);
  if (isAll) expect(printed).to.deep.equal(promised);
  else expectInOrder(printed.join('\n'), promised);
}
