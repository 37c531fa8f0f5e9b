import { extname, resolve } from 'node:path';
import { type FiniteModel, InputError } from '@pomdp-gym/contracts';
import { createEnvironment, isModelFile, parseEnvironment } from '@pomdp-gym/experiment';
import {
  type Diagnostic,
  dpomdpLines,
  formatDiagnostic,
  formatLoss,
  pomdpLines,
  pomdpxLines,
  type ReadModel,
  readModel,
} from '@pomdp-gym/model-files';
import { bytesOfModelFile } from '@pomdp-gym/model-files/node';
import type { Command } from 'commander';
import { openRegistry } from '../open-registry.js';
import { addIdleSeed, addSharedOptions, examples, type SharedOptions } from '../flags/shared-options.js';
import { note, print, printJson } from '../terminal/terminal.js';
import { requireWritable } from '../files/writable-path.js';
import { writeSafely } from '../files/write-safely.js';

interface ConvertOptions extends SharedOptions {
  readonly reachable?: true;
  readonly hideObserved?: true;
}

export function define(command: Command): void {
  addIdleSeed(addSharedOptions(command))
    .description(
      'Write the model of a file, or of an environment, in the format that the name of the new file says.',
    )
    .argument('<from>', 'a .POMDP, .pomdpx or .dpomdp file, or the id of an environment with a model')
    .argument('<to>', 'the file to write: .POMDP, .pomdpx or .dpomdp')
    .option('--reachable', 'of a factored file, keep only the states that can be reached')
    .option('--hide-observed', 'of a factored file, leave fully observed variables out of what is seen')
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym convert hallway.POMDP hallway.pomdpx', 'from one format to the other'],
        ['pomdp-gym convert rover.pomdpx rover.POMDP', 'a factored model, multiplied out'],
        ['pomdp-gym convert Tiger-v0 tiger.POMDP', 'the model of an environment'],
      ),
    )
    .action(convert);
}

/** A model, and what a new file should keep of how it was written. */
interface Source {
  readonly model: FiniteModel;
  readonly values: ReadModel['values'];
  readonly diagnostics: readonly Diagnostic[];
}

async function convert(from: string, to: string, options: ConvertOptions): Promise<void> {
  const linesOf = writerOf(to);
  requireWritable(to);
  const { model, values, diagnostics } = isModelFile(from)
    ? readSource(from, to, options)
    : await modelOf(from, options);
  const bytes = await writeSafely(to, joined(linesOf(model, values)));
  const { states, actions, observations } = model;
  const notes = [formatLoss(model, isTeamFile(to) ? 'dpomdp' : 'flat'), discountNote(model)].filter(
    (text) => text !== undefined,
  );
  if (options.json) printJson({ from, to, states, actions, observations, bytes, diagnostics, notes });
  else {
    for (const diagnostic of diagnostics) note(formatDiagnostic(diagnostic, from));
    for (const text of notes) note(`${to}: ${text}`);
    print(`${to}: ${states} states, ${actions} actions, ${observations} observations.`);
  }
}

function discountNote({ discount }: FiniteModel): string | undefined {
  return discount === undefined
    ? 'The model states no discount, without which other programs refuse the file.'
    : undefined;
}

/** The lines with an end each but the last, which is empty. */
function* joined(lines: readonly string[]): Generator<string> {
  for (const line of lines.slice(0, -1)) yield `${line}\n`;
}

function writerOf(to: string): (model: FiniteModel, values: ReadModel['values']) => readonly string[] {
  const extension = extname(to).toLowerCase();
  if (extension === '.pomdp') return (model, values) => pomdpLines(model, { values });
  if (extension === '.pomdpx') return (model) => pomdpxLines(model);
  if (isTeamFile(to)) return (model, values) => dpomdpLines(model, { values });
  throw new InputError(
    `${to} does not say what to write: name a file that ends in .POMDP, .pomdpx or .dpomdp.`,
  );
}

function isTeamFile(path: string): boolean {
  return extname(path).toLowerCase() === '.dpomdp';
}

function readSource(from: string, to: string, { reachable, hideObserved }: ConvertOptions): Source {
  if (resolve(from) === resolve(to))
    throw new InputError(`${to} would be written over itself: name another file.`);
  return readModel(bytesOfModelFile(from), from, {
    ...(reachable && { reachable }),
    ...(hideObserved && { showObserved: false }),
  });
}

async function modelOf(id: string, { plugin }: ConvertOptions): Promise<Source> {
  const registry = await openRegistry(plugin, process.cwd());
  const model = createEnvironment(parseEnvironment(id), registry).model?.();
  if (!model) throw new InputError(`${id} has no model that could be written down.`);
  return { model, values: 'reward', diagnostics: [] };
}
