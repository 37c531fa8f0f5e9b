import {
  type CellResult,
  type LeasedCell,
  parseStudy,
  type PlannedCell,
  type StudyPlan,
} from '@pomdp-gym/experiment';

/** A plan of a small study. */
export function planOf(id: string): StudyPlan {
  const study = parseStudy({
    environments: ['Tiger-v0'],
    agents: [{ policy: 'uniform' }],
    budget: 10,
    seeds: 2,
  });
  return { id, study, handshake: { protocol: 1, program: 'p', arithmetic: 'a', modules: {} } };
}

/** Entries of these weights, in the order of their runs. */
export function cellsOf(weights: readonly number[]): readonly PlannedCell[] {
  return weights.map((weight, run) => ({ run, cell: run.toString(16).padStart(64, '0'), copy: 0, weight }));
}

/** What comes out of a leased entry. */
export function resultOf(
  { run, cell, copy, attempt }: LeasedCell,
  more: Partial<CellResult> = {},
): CellResult {
  return {
    ...{ run, cell, copy, attempt, worker: 'w', digest: `digest ${run}`, line: `{"run":${run}}` },
    ...{ status: 'finished', seconds: 0.01 },
    ...more,
  };
}
