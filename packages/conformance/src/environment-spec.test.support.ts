import type { Environment, EnvironmentSpec } from '@pomdp-gym/contracts';
import { z } from 'zod';
import type { Check } from './check.js';
import { environmentChecks } from './environment-checks.js';
import type { EnvironmentSettings } from './environment-settings.js';
import { runChecks } from './run-checks.js';

/** The rules of an environment without options. */
export function checksOfEnvironment(create: () => Environment, settings: EnvironmentSettings = {}): Check[] {
  const spec: EnvironmentSpec = {
    id: 'Small-v0',
    summary: 'A small one.',
    options: z.strictObject({}),
    create,
  };
  return environmentChecks(spec, { agreementSteps: 20_000, ...settings });
}

/** The reasons for which rules are not decided, by rule. */
export async function openRules(checks: readonly Check[]): Promise<Record<string, string>> {
  const open: Record<string, string> = {};
  for await (const { rule, reason } of runChecks(checks)) if (reason !== undefined) open[rule] = reason;
  return open;
}
