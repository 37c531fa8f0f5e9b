import type { RunDescription } from '@pomdp-gym/contracts';
import { ThreadPool, type ThreadSettings } from './thread-pool.js';

/**
 * What is known before any run: one sentence for each pair of environment and agent of these runs whose solver refuses the
 * model. Each pair begins once, in a worker. A pair that ends its worker, throws anything else or begins for longer than the
 * study's patience is left to its runs.
 *
 * @param settings the module has an export `rehearsal`, which calls `rehearse` on a RunDescription.
 */
export async function knownRefusals(
  runs: readonly RunDescription[],
  { workers, ...settings }: ThreadSettings & { readonly workers: number },
  signal: AbortSignal,
): Promise<readonly string[]> {
  const firsts = firstOfPairs(runs.filter(({ agent }) => agent.solver));
  if (firsts.length === 0) return [];
  const pool = new ThreadPool(settings, Math.min(workers, firsts.length));
  try {
    const refusals = await Promise.all(firsts.map((run) => refusalIn(pool, run, signal)));
    return refusals.filter((refusal) => refusal !== undefined);
  } finally {
    await pool.end();
  }
}

/** The first run of each environment and agent. */
function firstOfPairs(runs: readonly RunDescription[]): readonly RunDescription[] {
  const pairs = new Map<string, RunDescription>();
  for (const run of runs) {
    const pair = JSON.stringify([run.environment.name, run.agent.name]);
    if (!pairs.has(pair)) pairs.set(pair, run);
  }
  return [...pairs.values()];
}

async function refusalIn(
  pool: ThreadPool,
  run: RunDescription,
  signal: AbortSignal,
): Promise<string | undefined> {
  const patience = AbortSignal.timeout(Math.min(run.patience * 1000, LONGEST_TIMER));
  try {
    const options = { name: 'rehearsal', signal: AbortSignal.any([signal, patience]) };
    const refusal = (await pool.run(run, options)) as string | undefined;
    return refusal && `${run.agent.name} cannot run in ${run.environment.name}: ${refusal}`;
  } catch {
    return undefined;
  }
}

/** The most milliseconds that a timer of Node takes. */
const LONGEST_TIMER = 2 ** 31 - 1;
