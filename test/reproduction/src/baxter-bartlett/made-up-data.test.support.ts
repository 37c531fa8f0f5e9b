import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Executor, RunRecord, Task } from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';
import { concat, from, lastValueFrom, map } from 'rxjs';
import type { Claim, ExperimentSpec, ReplicateMaker } from '@pomdp-gym/reproduction';
import { FolderLaboratory } from '@pomdp-gym/reproduction/node';

/** Data that nobody ran. */
export interface MadeUp {
  /** The figures of the run of an agent with a seed, beside what every finished run says. */
  run?(agent: string, seed: number, environment: string): Partial<RunRecord>;
  /** What a replicate finds. */
  replicate?(settings: never, replicate: number): unknown;
}

/** The claims of an experiment at its quick size, concluded from made-up data. */
export async function claimsOf(
  { options, create }: ExperimentSpec,
  madeUp: MadeUp,
  registry: Registry,
): Promise<readonly Claim[]> {
  const path = mkdtempSync(join(tmpdir(), 'pomdp-gym-made-up-'));
  try {
    const provenance = { versions: {}, build: '', plugins: [], files: {} };
    const laboratory = new FolderLaboratory({
      path,
      registry,
      provenance,
      executor: runs(madeUp),
      maker: lines(madeUp),
    });
    const { data, findings } = await create(options.parse({})).begin('quick', laboratory);
    await lastValueFrom(concat(...data.map((set) => set.fill())), { defaultValue: 0 });
    return (await findings()).claims;
  } finally {
    rmSync(path, { recursive: true });
  }
}

/** The verdict on the one claim whose statement matches. */
export function verdictOn(claims: readonly Claim[], statement: RegExp): string {
  const matching = claims.filter((claim) => statement.test(claim.statement));
  if (matching.length !== 1) throw new Error(`${matching.length} claims match ${String(statement)}.`);
  return matching[0]!.verdict;
}

function runs({ run }: MadeUp): Executor {
  const done = ({ run: number, description: { environment, agent, seed } }: Task) => ({
    kind: 'done' as const,
    seconds: 0,
    record: {
      ...finished,
      run: number,
      environment: environment.name,
      agent: agent.name,
      seed,
      ...run?.(agent.name, seed, environment.name),
    },
  });
  return { execute: (tasks) => from(tasks).pipe(map(done)) };
}

function lines({ replicate }: MadeUp): ReplicateMaker {
  return {
    make: (tasks) =>
      from(tasks).pipe(
        map((task) => ({
          replicate: task.replicate,
          found: replicate?.(task.settings as never, task.replicate),
          seconds: 0,
        })),
      ),
  };
}

const finished: Omit<RunRecord, 'run' | 'environment' | 'agent' | 'seed'> = {
  status: 'finished',
  averageReward: 0.8,
  exact: true,
  halfWidth: null,
  evaluationSteps: 0,
  fractionOfOptimum: null,
  steps: 0,
  ended: 'finished',
  moved: null,
  iterates: 1,
  probes: 0,
  theta: null,
  curve: [],
  bounds: null,
  error: null,
};
