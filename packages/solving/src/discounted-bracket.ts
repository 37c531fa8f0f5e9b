import { type FiniteModel, grouped } from '@pomdp-gym/contracts';
import { rewardSpan } from '@pomdp-gym/planning';
import type { BracketSolvers, Effort, BracketEnds, NamedSolver } from './bracket-ends.js';
import { runSolver, type SolverRun, unlimited } from './run-solver.js';

/** Beliefs that a solver may come to know for one backup: they are what takes its time and memory on models that observe much. */
const BELIEFS_PER_BACKUP = 2.5;

/** The gap at which a solver of discounted values is done, as a part of the range of rewards. */
const PRECISION = 5e-6;

/** Runs a solver of discounted values for so many backups; it stops earlier if its bounds meet. */
export function searchWithin(
  solver: NamedSolver,
  model: FiniteModel,
  { backups, meters, signal, onProgress }: Effort,
): Promise<SolverRun> {
  const beliefs = Math.ceil(BELIEFS_PER_BACKUP * backups);
  return runSolver(solver.create(PRECISION * rewardSpan(model), beliefs), model, {
    limits: { ...unlimited, work: backups },
    meters,
    signal,
    onProgress: (_progress, seconds) => onProgress?.(seconds),
  });
}

/** [lower, upper] of the discounted sum of rewards from the start. Throws an InputError where there is no such sum. */
export async function discountedBracket(
  { discounted: solver }: BracketSolvers,
  model: FiniteModel,
  effort: Effort,
): Promise<BracketEnds> {
  const { progress, stopped } = await searchWithin(solver, model, effort);
  const { lower, upper } = progress;
  const by = `${solver.name}, ${grouped(progress.work ?? 0)} backups`;
  return { lower, upper, by: { lower: by, upper: by }, cut: stopped === 'interrupted' };
}
