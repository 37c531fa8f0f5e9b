import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The variants of the C reference. */
export const VARIANTS = ['hand', 'dense', 'scan', 'scan4', 'simulation', 'olpomdp'] as const;
export type Variant = (typeof VARIANTS)[number];

/** Where a chain begins, and the states of its generators. */
export interface ChainStart {
  readonly state: number;
  readonly observation: number;
  readonly policyWords: readonly number[];
  readonly environmentWords: readonly number[];
}

/** What the C program prints. */
export interface ReferenceResult {
  /** Processor time a step, of the fastest stretch. */
  readonly nanoseconds: number;
  /** Of `olpomdp`: θ. */
  readonly gradient: readonly number[];
}

/** What to measure. */
export interface ReferenceTask {
  readonly variant: Variant;
  readonly beta: number;
  readonly steps: number;
  readonly stretches: number;
  readonly chains: readonly ChainStart[];
}

const SOURCE = fileURLToPath(new URL('../../reference/gpomdp.c', import.meta.url));

/** Compiles the reference into a folder; undefined where there is no C compiler. */
export function compileReference(folder: string): string | undefined {
  const program = join(folder, 'gpomdp');
  const { error, status, stderr } = spawnSync('cc', ['-O3', '-march=native', '-o', program, SOURCE, '-lm'], {
    encoding: 'utf8',
  });
  if (error) return undefined;
  if (status !== 0) throw new Error(`The C reference does not compile: ${stderr}`);
  return program;
}

/** Runs the reference in a process of its own. */
export function runReference(program: string, tables: string, task: ReferenceTask): ReferenceResult {
  const { variant, beta, steps, stretches, chains } = task;
  const numbers = chains.flatMap(({ state, observation, policyWords, environmentWords }) => [
    state,
    observation,
    ...policyWords,
    ...environmentWords,
  ]);
  const words = [tables, variant, beta, steps, stretches, ...numbers].map(String);
  return JSON.parse(execFileSync(program, words, { encoding: 'utf8' })) as ReferenceResult;
}
