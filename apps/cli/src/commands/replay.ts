import { InputError, type RunEvent } from '@pomdp-gym/contracts';
import {
  asItEnded,
  partsOf,
  recordOf,
  runState,
  saveAgent,
  type Turn,
  type SavedAgent,
  untilAborted,
  waiting,
} from '@pomdp-gym/experiment';
import { watchRun } from '@pomdp-gym/experiment/node';
import type { Registry } from '@pomdp-gym/registry';
import type { Command } from 'commander';
import { exitCodes } from '../exit-codes.js';
import {
  addRunSelection,
  pluginsOf,
  RUN,
  type RunSelection,
  type SelectedRun,
  selectRun,
} from '../flags/select-run.js';
import { addSharedOptions, examples, type SharedOptions, wholeNumber } from '../flags/shared-options.js';
import { interruptible } from '../interruptible.js';
import { openRegistry } from '../open-registry.js';
import { beliefBars } from '../play/belief-bars.js';
import type { Game } from '../play/game.js';
import { inputLines } from '../play/input-lines.js';
import { playInThread } from '../play/play-in-thread.js';
import { eventLines, isShown } from '../replay/event-lines.js';
import { type Moments, stepThrough } from '../replay/step-through.js';
import { colors, note, print, printJson } from '../terminal/terminal.js';
import { workerFile } from '../threads/worker-file.js';
import type { WorkerPlugins } from '../worker.js';

interface Options extends SharedOptions, RunSelection {
  readonly at?: number;
  readonly episode?: true;
  readonly steps: number;
}

export function define(command: Command): void {
  addRunSelection(addSharedOptions(command))
    .description(
      'Go through a run of compare, forwards and backwards: its points and bounds, computed again from its seed. Or through an ' +
        'episode of the policy as it stood at one of them. Without a terminal, all of it is printed.',
    )
    .argument('<run>', RUN)
    .option('--at <number>', 'show this event alone, counted from 1', wholeNumber(1))
    .option('--episode', 'an episode of the policy at that event; at the end by default')
    .option('--steps <count>', 'with --episode: the most steps of it', wholeNumber(1), 50)
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym replay results/three-state-7acf779d --agent conjpomdp --seed 3', 'step through it'],
        ['pomdp-gym replay results/three-state-7acf779d:3 --at 5 --json', 'one event as JSON'],
        ['pomdp-gym replay results/three-state-7acf779d:3 --episode', 'what the final policy does'],
      ),
    )
    .action(replay);
}

async function replay(argument: string, options: Options): Promise<void> {
  const selected = selectRun(argument, options);
  const plugins = pluginsOf(selected.results, options.plugin);
  const registry = await openRegistry(plugins.plugins, plugins.from);
  await interruptible(async (signal) => {
    const events = await eventsOf(selected, registry, plugins, signal);
    if (!events) return stopped();
    const same = isSame(events, selected);
    if (!same) note('The run comes out otherwise than the results say: other code or other data made them.');
    const shown = events.filter(isShown);
    if (options.episode) return replayEpisode(selected, shown, registry, plugins, options, signal);
    const at = placeOf(options.at, shown.length);
    if (options.json)
      printJson({ ...labelOf(selected), same, count: shown.length, events: chosen(shown, at) });
    else await go({ count: shown.length, show: (i) => eventLines(shown[i]!, i, shown.length) }, at, signal);
  });
}

/** The events of the run, computed again in a thread; undefined where the signal came first. */
async function eventsOf(
  { description, record }: SelectedRun,
  registry: Registry,
  workerData: WorkerPlugins,
  signal: AbortSignal,
): Promise<readonly RunEvent[] | undefined> {
  const settings = {
    filename: workerFile,
    workerData,
    partsOf: (run: typeof description) => partsOf(run, registry),
  };
  const events: RunEvent[] = [];
  const ended = await untilAborted(watchRun(asItEnded(description, record), settings), signal, (event) =>
    events.push(event),
  );
  return ended ? events : undefined;
}

/** Whether the events come to the record that the results hold, to the last digit. */
function isSame(events: readonly RunEvent[], { description, record }: SelectedRun): boolean {
  const again = recordOf(record.run, description, events.reduce(runState, waiting));
  return (
    JSON.stringify([again.averageReward, again.theta, again.steps]) ===
    JSON.stringify([record.averageReward, record.theta, record.steps])
  );
}

async function replayEpisode(
  selected: SelectedRun,
  events: readonly RunEvent[],
  registry: Registry,
  { plugins }: WorkerPlugins,
  options: Options,
  signal: AbortSignal,
): Promise<void> {
  const event = options.at === undefined ? undefined : events[placeOf(options.at, events.length)!];
  const agent = await agentAt(event, selected, registry, signal);
  const turns: Turn[] = [];
  const question = { agent, seed: selected.record.seed };
  const game = await playInThread(question, plugins, signal, async (played) => {
    while (turns.length < options.steps && !played.over) {
      const step = await played.take('agent');
      if (!step) return;
      turns.push({ step, moment: played.moment });
    }
  });
  if (!game || signal.aborted) return stopped();
  if (options.json) printJson({ ...labelOf(selected), first: game.opening.first, steps: game.steps });
  else await go({ count: turns.length, show: (at) => turnLines(turns[at]!, at, game) }, undefined, signal);
}

/** The agent as it stood at an event that has θ; as it was at the end where none is given. */
async function agentAt(
  event: RunEvent | undefined,
  { description, record, results }: SelectedRun,
  registry: Registry,
  signal: AbortSignal,
): Promise<SavedAgent> {
  const settings = { provenance: results.provenance, signal };
  if (!event) return saveAgent(description, record, registry, settings);
  if (!('theta' in event) || !event.theta)
    throw new InputError(
      `The event ${event.kind} has no parameters to act by: name one of kind start, iterate or probe.`,
    );
  const standing = { ...record, status: 'finished' as const, theta: [...event.theta], steps: event.steps };
  return saveAgent(description, standing, registry, settings);
}

function turnLines({ step, moment }: Turn, at: number, { opening }: Game): readonly string[] {
  const { action, observation, reward, probabilities, ending } = step;
  const chosen = probabilities
    ? `, of probabilities ${probabilities.map((p) => p.toFixed(3)).join(' ')}`
    : '';
  const end = ending === 'none' ? '' : `, ${ending}`;
  const belief = moment.belief ? beliefBars(moment.belief, opening.stateLabels ?? undefined) : [];
  return [
    colors.bold(`step ${at + 1}, ${action}${chosen}`),
    `  saw ${observation}, reward ${reward} (${moment.total} so far)${end}`,
    ...belief.map((line) => `  ${line}`),
  ];
}

/** Shows one moment, all of them, or those that a person at a terminal asks for. */
async function go(moments: Moments, at: number | undefined, signal: AbortSignal): Promise<void> {
  if (at !== undefined) moments.show(at).forEach(print);
  else if (process.stdin.isTTY === true && process.stdout.isTTY === true)
    await stepThrough(moments, inputLines(print, signal, true), print);
  else for (let i = 0; i < moments.count; i++) moments.show(i).forEach(print);
}

function placeOf(at: number | undefined, count: number): number | undefined {
  if (at === undefined || at <= count) return at === undefined ? undefined : at - 1;
  throw new InputError(`There is no event ${at}: the run has ${count}.`);
}

function chosen(events: readonly RunEvent[], at: number | undefined): readonly RunEvent[] {
  return at === undefined ? events : events.slice(at, at + 1);
}

function labelOf({ record: { run, environment, agent, seed } }: SelectedRun) {
  return { run, environment, agent, seed };
}

function stopped(): void {
  note('Stopped.');
  process.exitCode = exitCodes.interrupted;
}
