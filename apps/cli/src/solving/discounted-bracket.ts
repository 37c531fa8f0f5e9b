import type { FiniteModel } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import type { Effort, FoundBracket } from './found-bracket.js';
import { rewardSpan } from './reward-span.js';
import { runSolver, type SolverRun, unlimited } from './run-solver.js';

/** Beliefs that SARSOP may come to know for one backup: they are what takes its time and memory on models that observe much. */
const BELIEFS_PER_BACKUP = 2.5;

/** The gap at which SARSOP is done, as a part of the range of rewards. */
const PRECISION = 5e-6;

/** SARSOP within so many backups; it stops before where its bounds meet. */
export function searchWithin(
  registry: Registry,
  model: FiniteModel,
  { backups, heard }: Effort,
): Promise<SolverRun> {
  const precision = PRECISION * rewardSpan(model);
  const solver = registry.create('solver', { id: 'sarsop', options: { precision } });
  const counts = { backups, beliefs: BELIEFS_PER_BACKUP * backups };
  return runSolver(solver, model, { ...unlimited, counts }, (_progress, seconds) => heard?.(seconds));
}

/** [lower, upper] of the discounted sum of rewards from the start. Throws an InputError where there is no such sum. */
export async function discountedBracket(
  registry: Registry,
  model: FiniteModel,
  effort: Effort,
): Promise<FoundBracket> {
  const { progress, stopped } = await searchWithin(registry, model, effort);
  const { lower, upper } = progress;
  const made = (progress.detail['backups'] ?? 0).toLocaleString('en-US');
  return { lower, upper, basis: `SARSOP, ${made} backups`, cut: stopped === 'interrupted' };
}
