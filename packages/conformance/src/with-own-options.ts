import type { Spec } from '@pomdp-gym/contracts';
import { BrokenRule, type Check, NotDecided } from './check.js';

type Options = Readonly<Record<string, unknown>>;

/**
 * Rules on what a plugin learns, whose limits suit the defaults of a sound one: another discount, step size or exploration may
 * keep it below them. Where it is made with options other than its defaults, a rule that fails is not decided.
 */
export function withOwnOptions(
  spec: Pick<Spec<unknown, never>, 'options'>,
  given: Options | undefined,
  checks: readonly Check[],
): readonly Check[] {
  const own = ownOptions(spec, given);
  if (own.length === 0) return checks;
  const why = `it is made with options of its own (${own.join(', ')}), with which a sound one may do so; its defaults decide this rule.`;
  return checks.map((check) => ({ ...check, run: () => undecidedWhereBroken(check.run, why) }));
}

/** The options that differ from the defaults, as `name=value`; empty where there are no defaults of all of them. */
function ownOptions({ options }: Pick<Spec<unknown, never>, 'options'>, given: Options = {}): string[] {
  const [defaults, chosen] = [{}, given].map((each) => options.safeParse(each));
  if (!defaults?.success || !chosen?.success) return [];
  const plain = new Map(
    Object.entries(Object(defaults.data)).map(([name, value]) => [name, JSON.stringify(value)]),
  );
  return Object.entries(Object(chosen.data))
    .map(([name, value]) => [name, JSON.stringify(value)] as const)
    .filter(([name, value]) => value !== plain.get(name))
    .map(([name, value]) => `${name}=${value}`);
}

async function undecidedWhereBroken(run: Check['run'], why: string): Promise<void> {
  try {
    await run();
  } catch (error) {
    throw error instanceof BrokenRule ? new NotDecided(`${error.message} But ${why}`) : error;
  }
}
