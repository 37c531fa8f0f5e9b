import { InputError, type Solver, type SolverProgress } from '@pomdp-gym/contracts';
import { createEnvironment, parseEnvironment, parseReference } from '@pomdp-gym/experiment';
import type { Reference, Registry } from '@pomdp-gym/registry';
import { meters } from '../clock.js';
import { compileLate } from '../compile-late.js';
import { exitCodes } from '../exit-codes.js';
import { interruptible } from '../interruptible.js';
import { openRegistry } from '../open-registry.js';
import type { SharedOptions } from '../flags/shared-options.js';
import { policyWorth, runSolver, type SolverRun } from '@pomdp-gym/solving';
import { SolverTable } from '../terminal/solver-table.js';
import { withValuesRead } from './with-files-read.js';
import { note, print, printJson } from '../terminal/terminal.js';
import { finishUnread } from '../unread-output.js';

export interface SolveOptions extends SharedOptions {
  readonly solver: string;
  readonly precision?: number;
  readonly relativePrecision?: number;
  readonly timeout?: number;
  readonly memory?: number;
  readonly output?: string;
  readonly figure?: string;
}

/** A policy earns nothing where it earns at most this part of what may be possible. */
const NOTHING = 1e-9;

/** Solves an environment, prints the bounds, and writes what is asked for. */
export async function solveEnvironment(name: string, options: SolveOptions): Promise<void> {
  compileLate();
  // What draws and writes is loaded only where it is asked for.
  const writing = options.output === undefined ? undefined : await import('./write-policy.js');
  const drawing = options.figure === undefined ? undefined : await import('./draw-values.js');
  if (options.output !== undefined) writing?.requirePolicyPath(options.output);
  if (options.figure !== undefined) drawing?.requireFigurePath(options.figure);
  const registry = await openRegistry(options.plugin, process.cwd());
  const reference = withPrecisions(withValuesRead(parseReference(options.solver)), options, registry);
  const solver: Solver = registry.create('solver', reference);
  const model = createEnvironment(parseEnvironment(name), registry).model?.();
  if (!model) throw new InputError(`The environment ${name} has no model, which a solver needs.`);
  drawing?.requireDrawable(model, name);
  if (options.output !== undefined)
    await writing?.requireWritten(options.output, registry.create('solver', reference));
  if (writing || drawing) finishUnread();
  const limits = { seconds: options.timeout ?? Infinity, megabytes: options.memory ?? Infinity };
  const table = options.json ? undefined : new SolverTable();
  const run = await interruptible((signal) =>
    runSolver(solver, model, {
      limits,
      meters,
      signal,
      onProgress: (progress, seconds) => table?.update(progress, seconds),
    }),
  );
  table?.close(run.progress, run.seconds);
  const { policy, progress } = run;
  const written =
    options.output === undefined
      ? undefined
      : await writing?.writePolicy(options.output, policy, name, progress.lower);
  const worth = written?.worth ?? policyWorth(policy, model);
  if (!options.json) print(boundsLine(progress, worth));
  for (const remark of remarksOn(run, worth, written?.remarks)) note(remark);
  if (options.figure !== undefined) await drawing?.drawValues(options.figure, policy, name, registry);
  if (options.json) printJson(solutionDocument(name, reference.id, run, worth));
  leave(run, options, name);
}

/** The solver with the precisions of the flags among its options; refused where it has no such option. */
function withPrecisions(reference: Reference, flags: SolveOptions, registry: Registry): Reference {
  const { precision, relativePrecision } = registry.get('solver', reference.id).spec;
  const given = [
    [precision, '--precision', flags.precision],
    [relativePrecision, '--relative-precision', flags.relativePrecision],
  ] as const;
  const options = { ...reference.options };
  for (const [option, flag, value] of given) {
    if (value === undefined) continue;
    if (option === undefined) {
      throw new InputError(`The solver ${reference.id} has no precision to set: leave out ${flag}.`);
    }
    options[option] = value;
  }
  return { ...reference, options };
}

/** The bounds on the value, and what the policy is certain to earn. */
function boundsLine({ lower, upper }: SolverProgress, worth: number | undefined): string {
  const figure = (value: number) => value.toPrecision(6);
  return `${figure(lower)} ≤ value ≤ ${figure(upper)}; policy ${worth === undefined ? 'not computed' : `≥ ${figure(worth)}`}`;
}

/** What a person should know of a solution: how it ended, what the policy lacks, and what its file lacks. */
function remarksOn(
  { stopped, progress: { lower, upper, missed, remark } }: SolverRun,
  worth: number | undefined,
  written: readonly string[] = [],
): string[] {
  const nothing = worth !== undefined && Math.abs(worth) <= NOTHING * upper;
  return [
    ...(missed !== undefined ? [missed] : []),
    ...(remark !== undefined ? [remark] : []),
    ...(nothing && stopped === 'solved' && lower < upper
      ? [
          `The policy is certain to earn nothing, and up to ${upper.toPrecision(3)} may be possible: ask for more with --relative-precision .01.`,
        ]
      : []),
    ...written,
  ];
}

/** The counts that the JSON document has at the top; null where the solver does not count them. */
const counts = ['trials', 'backups', 'vectors', 'beliefs'] as const;

function solutionDocument(
  environment: string,
  solver: string,
  run: SolverRun,
  worth: number | undefined,
): object {
  const { lower, upper, detail, missed, remark }: SolverProgress = run.progress;
  return {
    environment,
    solver,
    lower: finiteOrNull(lower),
    upper: finiteOrNull(upper),
    policy: worth === undefined ? null : finiteOrNull(worth),
    seconds: run.seconds,
    stopped: run.stopped,
    missed: missed ?? null,
    remark: remark ?? null,
    ...Object.fromEntries(counts.map((count) => [count, detail[count] ?? null])),
    detail,
    trace: run.trace.map((point) => ({
      seconds: point.seconds,
      lower: finiteOrNull(point.lower),
      upper: finiteOrNull(point.upper),
    })),
  };
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Says why it stopped, where that was not its own end, and sets the exit code. */
function leave(
  { stopped, seconds, progress }: SolverRun,
  { output, memory, json }: SolveOptions,
  name: string,
): void {
  const kept =
    output === undefined
      ? 'Name a file with --output to keep the policy.'
      : `The best policy so far is in ${output}.`;
  if (stopped === 'solved' && !json && output !== undefined) print(`The policy is in ${output}.`);
  if (progress.missed !== undefined) process.exitCode = exitCodes.failed;
  if (stopped === 'timeout') note(`Stopped after ${seconds.toFixed(1)} CPU seconds. ${kept}`);
  if (stopped === 'interrupted') {
    process.exitCode = exitCodes.interrupted;
    note(`Stopped. ${kept}`);
  }
  if (stopped === 'memory') {
    process.exitCode = exitCodes.misused;
    note(
      `${name} does not fit in ${memory} MB: allow more with --memory, or ask for less precision. ${kept}`,
    );
  }
}
