import { type Check, runChecks } from '@pomdp-gym/conformance';
import type { TriedPlugin } from './tried-plugin.js';

/** How the rules of a plugin came out under one seed. Plain JSON. */
export interface Tally {
  readonly kind: string;
  readonly id: string;
  readonly seed: number;
  /** How many rules were tried. */
  readonly rules: number;
  /** The rules that were not decided, each with the reason. */
  readonly undecided: readonly string[];
  /** The rules that were broken, each with what it says. */
  readonly broken: readonly string[];
  /** The sum of the rates of false alarms that the rules state: no less than the rate at which they refuse a sound plugin. */
  readonly stated: number;
}

/** Holds a plugin to all rules of its kind under a seed. */
export function tallyOf(plugin: TriedPlugin, seed: number): Promise<Tally> {
  return tallyOfChecks(plugin, seed, plugin.checks(seed));
}

/** Holds a plugin to the rules that a seed can break though the plugin is sound: the others give every seed the same verdict. */
export function tallyOfChance(plugin: TriedPlugin, seed: number): Promise<Tally> {
  return tallyOfChecks(
    plugin,
    seed,
    plugin.checks(seed).filter(({ falseAlarmRate }) => falseAlarmRate !== undefined),
  );
}

async function tallyOfChecks(
  { kind, id }: TriedPlugin,
  seed: number,
  checks: readonly Check[],
): Promise<Tally> {
  const [broken, undecided]: [string[], string[]] = [[], []];
  for await (const { rule, verdict, problem, reason } of runChecks(checks)) {
    if (verdict === 'not decided') undecided.push(`${rule} ${reason}`);
    if (verdict === 'broken') broken.push(`${rule} ${problem}`);
  }
  const stated = checks.reduce((sum, { falseAlarmRate = 0 }) => sum + falseAlarmRate, 0);
  return { kind, id, seed, rules: checks.length, undecided, broken, stated };
}
