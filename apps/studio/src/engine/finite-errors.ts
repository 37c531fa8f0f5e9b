import { type ErrorAfterSteps, GpomdpAnalysis, type PathMoments, PolicyAnalysis } from '@pomdp-gym/exact';
import { nextTurn } from '@pomdp-gym/solving';
import type { CallContext } from './call-context.js';
import type { Calls } from './calls.js';
import { problemOfRun, requireModel } from './problem-of-run.js';

/** Nanoseconds that all T with one β may take, and all β with one T: half a second for both. */
const MOST_WORK = 2.5e8;
/** Nanoseconds until messages are served. */
const TURN = 2e7;

/** Exact errors by β and by T, both within a limit of time unless the question has none. Stops within a β once the signal aborts. */
export async function finiteErrors(
  { betas, steps, at, isUnlimited = false, ...of }: Calls['finiteErrors']['argument'],
  { registry, signal }: CallContext,
): Promise<Calls['finiteErrors']['value']> {
  const { environment, policy } = problemOfRun(of, registry);
  const model = requireModel(environment, of.recipe.environment);
  const gpomdp = new GpomdpAnalysis(PolicyAnalysis.ofPolicy(model, policy));
  const { stepWork } = gpomdp;
  const pace = { turn: Math.max(1, Math.floor(TURN / stepWork)), signal };
  const most = isUnlimited ? Infinity : MOST_WORK;
  const seconds = (steps * stepWork) / 1e9;
  const within = at.lengths.filter((T) => T * stepWork <= most);
  const known = await errorsAfter(gpomdp.pathMoments(at.beta), within, pace);
  const byLength = at.lengths.map((_, i) => known[i] ?? null);
  if (betas.length * steps * stepWork > most) return { byLength, byBeta: betas.map(() => null), seconds };
  const byBeta: ErrorAfterSteps[] = [];
  for (const beta of betas) byBeta.push(...(await errorsAfter(gpomdp.pathMoments(beta), [steps], pace)));
  return { byLength, byBeta, seconds };
}

/** How many steps are made at once, and what stops them. */
interface Pace {
  readonly turn: number;
  readonly signal: AbortSignal;
}

async function errorsAfter(
  moments: PathMoments,
  lengths: readonly number[],
  { turn, signal }: Pace,
): Promise<ErrorAfterSteps[]> {
  const found: ErrorAfterSteps[] = [];
  for (const T of lengths) {
    while (moments.steps < T) {
      await nextTurn();
      signal.throwIfAborted();
      moments.advance(Math.min(T, moments.steps + turn));
    }
    found.push(moments.error());
  }
  return found;
}
