import { InputError, type RunDescription } from '@pomdp-gym/contracts';
import {
  readStudy,
  type RunRecord,
  runRecordSchema,
  runsOf,
  type Study,
  summarize,
  type Summary,
} from '@pomdp-gym/experiment';
import { mean, quantiles } from '@pomdp-gym/statistics';
import { recipeOf } from './recipe-of-cell.js';
import type { CellOverview, ResultsFiles, ResultsOverview } from './calls.js';

/** Places of a learning curve. */
const PLACES = 61;

/** Reads a folder of results. Throws an InputError where its study is not readable. */
export function resultsOverview({ study: text, runs }: ResultsFiles): ResultsOverview {
  const { study } = readStudy(text, 'study.yaml');
  const { records, damaged } = readRecords(runs, runsOf(study));
  if (records.size === 0) throw new InputError('These files hold no run of their study.');
  return { ...overviewOf(study, [...records.values()]), damaged };
}

/** The study as it stands with these records. */
export function overviewOf(study: Study, records: readonly RunRecord[]): ResultsOverview {
  const cells = summarize(study, records).map((summary) => {
    const { environment, agent } = summary;
    return { summary, own: records.filter((run) => run.environment === environment && run.agent === agent) };
  });
  const placeOf = new Map(cells.map(({ summary }, i) => [nameOf(summary), i]));
  return {
    name: study.name,
    budget: study.budget,
    cells: cells.map(({ summary, own }) => cellOverview(summary, own, study.budget)),
    recipes: study.environments.flatMap((environment) =>
      study.agents.map((agent) => recipeOf({ ...study, environments: [environment], agents: [agent] })),
    ),
    runs: records.map((record) => ({
      cell: placeOf.get(nameOf(record)) ?? 0,
      seed: record.seed,
      status: record.status,
      averageReward: record.averageReward,
      steps: record.steps,
    })),
    planned: runsOf(study).length,
    damaged: 0,
  };
}

function nameOf({ environment, agent }: { readonly environment: string; readonly agent: string }): string {
  return JSON.stringify([environment, agent]);
}

/** The last line of each run; a line of another study or version, or a damaged one, is counted. */
function readRecords(pieces: readonly string[], planned: readonly RunDescription[]) {
  const records = new Map<number, RunRecord>();
  let damaged = 0;
  for (const line of pieces.join('').split('\n')) {
    if (line === '') continue;
    const record = readRecord(line);
    if (record && isOf(record, planned[record.run])) records.set(record.run, record);
    else damaged++;
  }
  return { records, damaged };
}

function isOf({ environment, agent, seed }: RunRecord, planned: RunDescription | undefined): boolean {
  return planned?.environment.name === environment && planned.agent.name === agent && planned.seed === seed;
}

/** A line holds a digest of what it follows from, and one of itself, besides its record. */
const lineSchema = runRecordSchema.strip();

function readRecord(line: string): RunRecord | undefined {
  try {
    return lineSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

function cellOverview(summary: Summary, records: readonly RunRecord[], budget: number): CellOverview {
  const { environment, agent, runs, failures, firstFailure, low, high, interval, fractionOfOptimum } =
    summary;
  const stated = records.find((record) => record.averageReward && record.fractionOfOptimum);
  return {
    ...{ environment, agent, runs, failures, firstFailure, low, high, fractionOfOptimum },
    mean: summary.mean,
    steps: summary.steps,
    interval: interval && intervalText(interval),
    optimum: stated ? stated.averageReward! / stated.fractionOfOptimum! : null,
    curve: curveOf(records, budget),
  };
}

function intervalText({ kind, coverage }: NonNullable<Summary['interval']>): string {
  return coverage ? `${kind}, coverage at worst ${(100 * coverage.worst).toFixed(1)} %` : kind;
}

/** At each place the mean and the quartiles of the last values that the runs had. */
function curveOf(records: readonly RunRecord[], budget: number): CellOverview['curve'] {
  const curves = records.map(({ curve }) => curve).filter(({ length }) => length > 0);
  const steps = Array.from({ length: PLACES }, (_, i) => (budget * i) / (PLACES - 1));
  const at = steps.map((place) =>
    curves.flatMap((curve) => curve.findLast(([taken]) => taken <= place)?.[1] ?? []),
  );
  const each = (figure: (values: readonly number[]) => number) =>
    at.map((values) => (values.length === 0 ? null : figure(values)));
  return {
    steps,
    mean: each((values) => mean(values)),
    lower: each((values) => quantiles(values, [0.25])[0]!),
    upper: each((values) => quantiles(values, [0.75])[0]!),
  };
}
