import { InputError } from '@pomdp-gym/contracts';
import { isModelFile, MODEL_FILE, parseReference } from '@pomdp-gym/experiment';
import type { Command } from 'commander';
import { noteStack } from '../note-stack.js';
import { exitCodes } from '../exit-codes.js';
import { checkModelFile } from '../check-model-file.js';
import { addSharedOptions, examples, type SharedOptions, wholeNumber } from '../flags/shared-options.js';
import { interruptible } from '../interruptible.js';
import { colors, note, print, printJson } from '../terminal/terminal.js';
import { inThread } from '../threads/in-thread.js';
import type { CheckMessage, CheckQuestion, Outcome } from '../threads/post-outcomes.js';
import { finishUnread } from '../unread-output.js';

/** The most seeds of a check, which keeps the rules of each in memory. */
const MOST_SEEDS = 10_000;

export function define(command: Command): void {
  addSharedOptions(command)
    .description(
      'Hold everything that a plugin contributes to the rules of its kind, or a model file to its format. Exit code 0 where ' +
        'all is well, 1 where something is not (the findings have line and column), 2 where it does not load.',
    )
    .argument(
      '<plugin-or-file>',
      'a model file; a plugin: a file, a folder, an installed package, or the id of something registered, each with options or without; or an environment within wrappers',
    )
    .option('--seed <number>', 'the seed of the rules that draw samples and count', wholeNumber(0), 1)
    .option(
      '--seeds <number>',
      'how many seeds those rules are tried with, from that one on',
      wholeNumber(1, MOST_SEEDS),
      1,
    )
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym check ./my-plugin', 'a plugin in a folder'],
        ['pomdp-gym check ThreeState-v0', 'something that is shipped'],
        ['pomdp-gym check gpomdp:beta=.9', 'with options'],
        ['pomdp-gym check Tiger-v0:accuracy=.8+TimeLimit:steps=9', 'with options, within a wrapper'],
        ['pomdp-gym check tiger.POMDP', 'a model file'],
        ['pomdp-gym check my-package --json', 'as JSON'],
      ),
    )
    .action(check);
}

interface Options extends SharedOptions {
  readonly seed: number;
  readonly seeds: number;
}

async function check(name: string, { json, plugin: plugins, seed, seeds }: Options): Promise<void> {
  if (name.trim() === '')
    throw new InputError('Name a plugin or a model file: pomdp-gym check ./my-plugin, or tiger.POMDP.');
  const path = modelPath(name);
  if (path !== undefined) {
    checkModelFile(path, json === true);
    return;
  }
  const outcomes: Outcome[] = [];
  const printed = new PrintedOutcomes();
  const question: CheckQuestion = { name, seed, seeds, from: process.cwd() };
  const onMessage = (message: CheckMessage) => {
    if ('outcome' in message) outcomes.push(message.outcome);
    show(message, json ? undefined : printed);
  };
  finishUnread();
  const ended = await interruptible((signal) =>
    inThread({ work: 'outcomes', question, plugins, signal, onMessage }),
  );
  conclude(name, outcomes, ended, json);
}

/** Prints a message where a person reads along; remarks and stacks are noted in any case. */
function show(message: CheckMessage, printed: PrintedOutcomes | undefined): void {
  if ('remark' in message) note(message.remark);
  else if ('head' in message) {
    if (printed) print(colors.bold(message.head));
  } else {
    printed?.print(message.outcome);
    noteStack(message.stack);
  }
}

/** Prints what all the outcomes come to, and sets the exit code. A check that was stopped has not passed. */
function conclude(name: string, checks: readonly Outcome[], ended: boolean, json: true | undefined): void {
  const broken = checks.filter(({ verdict }) => verdict === 'broken').length;
  const undecided = checks.filter(({ verdict }) => verdict === 'not decided').length;
  if (json)
    printJson({ plugin: name, passed: ended && broken === 0, checks, ...(!ended && { stopped: true }) });
  else print(countText(checks.length, broken, undecided));
  if (!ended) note('Stopped before its end: the other rules are not tried.');
  if (!ended) process.exitCode = exitCodes.interrupted;
  else if (broken > 0) process.exitCode = exitCodes.failed;
}

/** The model file that is named, by its path or as `File:path=…`; undefined where none is. */
function modelPath(name: string): string | undefined {
  if (isModelFile(name)) return name;
  if (!name.startsWith(`${MODEL_FILE}:`)) return undefined;
  const { path } = parseReference(name).options;
  return typeof path === 'string' ? path : undefined;
}

function countText(rules: number, broken: number, undecided: number): string {
  const kept = rules - broken - undecided;
  if (kept === rules) return `All ${rules} rules are kept.`;
  const open = undecided > 0 ? `, ${undecided} not decided` : '';
  return broken > 0
    ? `${broken} of ${rules} rules are broken${open}.`
    : `${kept} of ${rules} rules are kept${open}.`;
}

const marks = {
  passed: colors.green('✔'),
  broken: colors.red('✘'),
  'not decided': colors.yellow('?'),
} as const;

/** Prints outcomes; the reason of several rules in a row that are not decided stands under the first of them. */
class PrintedOutcomes {
  private reason: string | null = null;

  print({ rule, verdict, problem, reason }: Outcome): void {
    print(`  ${marks[verdict]} ${rule}`);
    if (problem !== null) print(`      ${problem}`);
    if (reason !== null && reason !== this.reason) print(`      Not decided: ${reason}`);
    this.reason = reason;
  }
}
