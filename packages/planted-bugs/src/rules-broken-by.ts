import { runChecks } from '@pomdp-gym/conformance';
import type { PlantedBug } from './planted-bug.js';

/** What the rules of its kind say of a bug: each rule that it breaks, and how. */
export type BrokenRules = ReadonlyMap<string, string>;

/** Runs all rules of its kind on a bug. */
export async function rulesBrokenBy(bug: PlantedBug): Promise<BrokenRules> {
  const broken = new Map<string, string>();
  for await (const { rule, problem } of runChecks(bug.checks()))
    if (problem !== undefined) broken.set(rule, problem);
  return broken;
}
