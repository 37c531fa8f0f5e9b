import { InputError, isInputError } from '@pomdp-gym/contracts';
import {
  type AverageBracket,
  bracketSolvers,
  compareBrackets,
  createEnvironment,
  raisedBracket,
  type Study,
} from '@pomdp-gym/experiment';
import { rewardSpan } from '@pomdp-gym/planning';
import type { Registry } from '@pomdp-gym/registry';
import { BACKUPS } from '@pomdp-gym/solving';
import { pageMeters } from './page-meters.js';
import type { StudyRows } from './study-rows.js';

/** A study with one environment and without what the bracket of its optimum does not depend on. */
export type OptimumQuestion = Study;

/** What is known of the optimum of an environment, its agents apart. */
export interface KnownBracket {
  readonly bracket: AverageBracket;
  /** The range of rewards; 0 where the environment has no model. */
  readonly span: number;
}

/** The part of a study that the bracket of the optimum of an environment depends on. */
export function optimumQuestion(study: Study, environment: Study['environments'][number]): OptimumQuestion {
  // The value of the start is not shown, and its bracket is the longer work.
  const evaluation = { ...study.evaluation };
  delete evaluation.discounted;
  return { ...study, name: '', environments: [environment], agents: [], seeds: [], evaluation };
}

/** Brackets the optimum of an environment, as `compare` does, without what agents earn. Rejects once the signal aborts. */
export async function knownBracket(
  question: OptimumQuestion,
  registry: Registry,
  signal: AbortSignal,
): Promise<KnownBracket> {
  const [problem] = question.environments;
  if (!problem) throw new InputError('The study has no environment.');
  try {
    const settings = { backups: BACKUPS, meters: pageMeters, signal };
    const found = await compareBrackets(question, [], registry, bracketSolvers(registry), () => settings);
    signal.throwIfAborted();
    const model = createEnvironment(problem, registry).model?.();
    return { bracket: averageOf(found.get(problem.name)), span: model ? rewardSpan(model) : 0 };
  } catch (error) {
    if (isInputError(error)) return { bracket: absentBracket(error.message), span: 0 };
    throw error;
  }
}

function averageOf(found: AverageBracket | undefined): AverageBracket {
  if (!found) return absentBracket('No bracket was computed.');
  const { average, attainable, known } = found;
  return { average, attainable: { average: attainable.average }, known };
}

/** A bracket that is not there, and why. */
export function absentBracket(absent: string): AverageBracket {
  const attainable = { average: [-Infinity, Infinity] } as const;
  return { average: { bracket: null, absent, cut: false }, attainable, known: undefined };
}

/** The bracket of an environment, with what the agents of the study earn exactly in it. */
export function raisedByRuns(
  { bracket, span }: KnownBracket,
  rows: StudyRows,
  environment: number,
): AverageBracket {
  const average = raisedBracket(bracket.average, mostEarned(rows, environment), span);
  const [least, greatest] = bracket.attainable.average;
  // Without the upper bound where that is wrong.
  const most = average.bracket || !bracket.average.bracket ? greatest : Infinity;
  return { ...bracket, average, attainable: { average: [least, most] } };
}

/** The best exact η of the runs of an environment; −∞ where there is none. */
function mostEarned({ columns, study }: StudyRows, environment: number): number {
  const count = study.agents.length * study.seeds.length;
  let most = -Infinity;
  for (let run = environment * count; run < (environment + 1) * count; run++)
    if (columns.exact[run] === 1 && columns.averageReward[run]! > most) most = columns.averageReward[run]!;
  return most;
}
