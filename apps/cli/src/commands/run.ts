import { availableParallelism } from 'node:os';
import { InputError, type Reference, type RunChoice } from '@pomdp-gym/contracts';
import {
  type ChoiceTallies,
  describeAgent,
  recordOf,
  type RunDescription,
  type RunEvent,
  partsOf,
  type RunRecord,
  runsOf,
  type RunState,
  runState,
  waiting,
  whyEnded,
  untilAborted,
} from '@pomdp-gym/experiment';
import { watchRun } from '@pomdp-gym/experiment/node';
import type { Registry } from '@pomdp-gym/registry';
import type { Command } from 'commander';
import { exitCodes } from '../exit-codes.js';
import { learntWriter } from '../files/write-learnt.js';
import { interruptible } from '../interruptible.js';
import { noteStack } from '../note-stack.js';
import { openRegistry } from '../open-registry.js';
import { percentOfOptimum } from '@pomdp-gym/report';
import {
  addSharedOptions,
  examples,
  gradientSteps,
  numberList,
  positiveNumber,
  type SharedOptions,
  wholeNumber,
} from '../flags/shared-options.js';
import { type StudyFlags, studyFromFlags } from '../flags/study-from-flags.js';
import { addTrackerOption } from '../flags/add-tracker-option.js';
import { trackerMaker, trackersFrom } from '../flags/tracker-option.js';
import { colors, note, print, printJson } from '../terminal/terminal.js';
import { workerFile } from '../threads/worker-file.js';
import type { WorkerPlugins } from '../worker.js';
import { finishUnread } from '../unread-output.js';

interface Options extends SharedOptions, Omit<StudyFlags, 'env' | 'agent' | 'seeds'> {
  readonly seed: number;
  readonly probes?: true;
  readonly output?: string;
  readonly tracker: readonly string[];
  readonly workers?: number;
}

export function define(command: Command): void {
  addTrackerOption(addSharedOptions(command))
    .description('Let one agent learn in one environment, and watch where it goes.')
    .argument(
      '<environment>',
      'an environment, with options if they matter, and wrappers behind it: Garnet-v0:states=20+TimeLimit:steps=50',
    )
    .argument('<agent>', 'an agent, its parts joined by +: softmax+gpomdp:beta=.8+conjpomdp')
    .option('--seed <number>', 'the seed of the run', wholeNumber(0), 1)
    .option('--budget <steps>', 'steps it may take to learn', wholeNumber(1))
    .option('--steps <T>', 'steps a gradient rests on; T,T for directions and line searches', gradientSteps)
    .option('--start <numbers>', 'θ where it begins, numbers with commas between them', numberList)
    .option(
      '--episode-limit <steps>',
      'steps after which an episode is cut off; η is simulated then',
      wholeNumber(1),
    )
    .option(
      '--patience <seconds>',
      'seconds without a sign of progress after which it is ended as timed out',
      positiveNumber,
    )
    .option('--paths <count>', 'independent paths that each gradient is the mean of', wholeNumber(1))
    .option(
      '--workers <count>',
      'threads that those paths are run in; as many as there are cores by default. The bits are the same with any number',
      wholeNumber(1),
    )
    .option('--probes', 'show the trials of line searches too')
    .option(
      '--output <file>',
      'write the final policy: .txt, a picture (.svg, .dot), a policy graph without chance (.pg), or θ (.json)',
    )
    .addHelpText(
      'after',
      examples(
        [
          'pomdp-gym run ThreeState-v0 softmax+gpomdp:beta=.4+conjpomdp',
          'the paper’s algorithm on its problem',
        ],
        ['pomdp-gym run ThreeState-v0 softmax+olpomdp:step=.01 --budget 100000', 'an online learner'],
        ['pomdp-gym run ThreeState-v0 uniform --json', 'a policy alone, as JSON'],
      ),
    )
    .action(run);
}

async function run(environment: string, agent: string, options: Options): Promise<void> {
  const registry = await openRegistry(options.plugin, process.cwd());
  const flags = { ...options, env: [environment], agent: [agent], seeds: 1 };
  const [description] = runsOf(studyFromFlags(undefined, flags, registry));
  if (!description) throw new InputError('There is nothing to run.');
  const { output } = options;
  const trackers = trackersFrom(options.tracker, registry);
  const write = output === undefined ? undefined : learntWriter(output, description, registry);
  if (write) finishUnread();
  let state = waiting;
  const onEvent = (event: RunEvent) => {
    state = runState(state, event);
    if (!options.json && event.kind === 'started') printHead(description);
    if (!options.json && (event.kind !== 'probe' || options.probes)) printEvent(event);
  };
  const ended = await interruptible((signal) =>
    untilAborted(eventsOf(description, options, trackers, registry), signal, onEvent),
  );
  if (!ended) {
    note('Stopped. A single run keeps nothing; use compare for results that last.');
    if (options.json) printJson(recordOf(0, description, stopped(state)));
    process.exitCode = exitCodes.interrupted;
    return;
  }
  const record = recordOf(0, description, state);
  if (options.json) printJson(record);
  else printRecord(record);
  noteStack(record.stack);
  if (record.status !== 'finished') process.exitCode = exitCodes.failed;
  else await write?.(record.theta);
}

/** The events of a run in a thread of its own, so that signals are served whatever a plugin does. */
function eventsOf(
  description: RunDescription,
  { plugin: plugins, workers = availableParallelism() }: Pick<Options, 'plugin' | 'workers'>,
  trackers: readonly Reference[],
  registry: Registry,
): ReturnType<typeof watchRun> {
  const workerData: WorkerPlugins = { plugins, from: process.cwd() };
  return watchRun(description, {
    filename: workerFile,
    workerData,
    pathThreads: workers,
    partsOf: (run) => partsOf(run, registry),
    makeTracker: trackerMaker(registry),
    trackers,
  });
}

function stopped(state: RunState): RunState {
  return runState(state, { kind: 'failed', steps: state.steps, error: 'stopped before its end' });
}

function printHead({ environment, agent, seed, budget }: RunDescription): void {
  print(`${colors.bold(environment.name)}  ${describeAgent(agent)}, seed ${seed}, at most ${budget} steps`);
}

function printEvent(event: RunEvent): void {
  if (!('detail' in event)) return;
  const { kind, steps, averageReward, theta, detail, choice } = event;
  const figures = Object.entries(detail).map(([name, value]) => `${name} ${short(value)}`);
  const line = [
    String(steps).padStart(9),
    (averageReward === null ? '' : String(Number(averageReward.toPrecision(6)))).padStart(12),
    kind === 'iterate' ? '' : kind,
    theta && theta.length <= 8 ? `θ (${theta.map(short).join(', ')})` : '',
    colors.dim(figures.join(', ')),
    choice ? colors.dim(choiceText(choice)) : '',
    event.unchecked ? colors.dim('η by its own table') : '',
  ];
  print(line.filter((part) => part !== '').join('  '));
}

/** What an estimator chose, and why. */
function choiceText({ steps, beta, squaredBias, variance, reason }: RunChoice): string {
  const figures = `T ${steps}, β ${beta}, bias² ${short(squaredBias)}, variance ${short(variance)}`;
  return reason === undefined ? figures : `${figures}: ${reason}`;
}

/** What it chose in a run, a line for directions and one for line searches. */
function choiceLines({ iterate, probe }: ChoiceTallies): string[] {
  const line = (name: string, tally: ChoiceTallies['iterate']) => {
    if (!tally) return [];
    const { estimates, steps, betas, reasons } = tally;
    const why = Object.entries(reasons).map(([reason, count]) => `${reason} (${count})`);
    return [
      `${estimates} ${name}: β from ${betas[0]} to ${betas[1]}, T ${Math.round(steps / estimates)} on average; ${why.join(', ')}`,
    ];
  };
  return [...line('directions', iterate), ...line('trials of line searches', probe)];
}

/** An optimum that is stated may be rounded to this part of it. */
const ROUNDED = 1e-3;

function printRecord({
  averageReward,
  exact,
  halfWidth,
  caution,
  fractionOfOptimum,
  steps,
  ...record
}: RunRecord): void {
  if (averageReward === null) {
    print(colors.red(`It failed after ${steps} steps: ${record.error}`));
    return;
  }
  const reach = halfWidth === null ? '(simulated)' : `± ${halfWidth} (simulated, 95 %)`;
  const value = `${averageReward} ${exact ? '(exact)' : reach}`;
  const percent = percentOfOptimum(fractionOfOptimum, 2);
  const wrong = exact && (fractionOfOptimum ?? 0) > 1 + ROUNDED ? ', which is therefore wrong' : '';
  const share =
    percent === undefined ? '' : `, ${percent} of the optimum that the environment states${wrong}`;
  print(`average reward ${value}${share}; ${steps} steps, ended: ${whyEnded(record)}`);
  for (const line of choiceLines(record.choices ?? {})) print(line);
  if (record.mismatch !== undefined) print(colors.yellow(record.mismatch));
  if (record.refusal !== undefined)
    print(
      colors.yellow(
        `It is simulated: ${record.refusal}. The values along the way by its own table are void.`,
      ),
    );
  if (record.moved === false) print(colors.yellow('It ended where it began: θ is its starting point.'));
  if (caution !== undefined) print(colors.yellow(caution));
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
