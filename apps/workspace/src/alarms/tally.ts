import { runChecks } from '@pomdp-gym/conformance';
import type { TriedPlugin } from './tried-plugin.js';

/** How the rules of a plugin came out under one seed. Plain JSON. */
export interface Tally {
  readonly kind: string;
  readonly id: string;
  readonly seed: number;
  readonly rules: number;
  readonly undecided: number;
  /** The rules that were broken, each with what it says. */
  readonly broken: readonly string[];
}

/** Holds a plugin to its rules under a seed. */
export async function tallyOf({ kind, id, checks }: TriedPlugin, seed: number): Promise<Tally> {
  const broken: string[] = [];
  let [rules, undecided] = [0, 0];
  for await (const { rule, verdict, problem } of runChecks(checks(seed))) {
    rules++;
    if (verdict === 'not decided') undecided++;
    if (verdict === 'broken') broken.push(`${rule} ${problem}`);
  }
  return { kind, id, seed, rules, undecided, broken };
}
