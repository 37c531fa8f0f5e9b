import type { Environment } from '@pomdp-gym/contracts';
import { attempt } from './attempt.js';
import { BrokenRule, type Check, NotDecided } from './check.js';
import type { EnvironmentTrial } from './environment-trial.js';
import { otherValues } from './other-values.js';
import { differs } from './differing-environments.js';
import { z, type ZodType } from 'zod';

type Options = Readonly<Record<string, unknown>>;

/** What the rule on options varies. */
export interface OptionTrial {
  readonly schema: ZodType;
  /** The options of the settings. */
  readonly options: Options;
  /** Other values of an option to try besides those found in its schema, by its name. */
  readonly alternatives: Readonly<Record<string, readonly unknown[]>>;
  /** Makes an environment of options; throws where the schema or the environment refuses them. */
  make(options: Options): Environment;
}

/** Environments made for one option before the search is over. */
const MOST_TRIED = 60;
/** Other values of each other option that are tried beside it. */
const BESIDE = 4;

/**
 * The rule that every option has an effect. An option is changed to other values that its schema allows, alone and together with
 * each other option; the spaces, the task, the optimum, the paths under three seeds, the pictures and the model are compared. Only where
 * the model shows all is an option called dead; a simulator without one may show the effect in a place that was not reached.
 */
export function optionCheck(trial: OptionTrial, environments: EnvironmentTrial): Check[] {
  const names = Object.keys(parsed(trial) ?? {});
  if (names.length === 0) return [];
  return [{ name: 'Every option has an effect.', run: () => eachOption(names, trial, environments) }];
}

function parsed({ schema, options }: OptionTrial): Options | undefined {
  const result = schema.safeParse(options);
  return result.success ? Object.fromEntries(Object.entries(Object(result.data))) : undefined;
}

function eachOption(names: readonly string[], trial: OptionTrial, environments: EnvironmentTrial): void {
  const open: string[] = [];
  for (const name of names) {
    const outcome = new OptionSearch(name, trial, environments).run();
    if (outcome === 'dead')
      throw new BrokenRule(
        `The option ${name} has no effect: neither model nor spaces nor paths change with it, whatever else is changed besides.`,
      );
    if (outcome !== 'effective') open.push(outcome);
  }
  if (open.length > 0) throw new NotDecided(open.join(' '));
}

/** Looks for options under which one option makes a difference. */
class OptionSearch {
  private readonly properties: ReturnType<typeof propertiesOf>;

  constructor(
    private readonly name: string,
    private readonly trial: OptionTrial,
    private readonly environments: EnvironmentTrial,
  ) {
    this.properties = propertiesOf(trial.schema);
  }

  /** What was found: an effect, none at all, or a sentence on why neither can be said. */
  run(): string {
    const { name } = this;
    const tried: unknown[] = [];
    for (const [one, two] of this.pairs()) {
      if (tried.length === MOST_TRIED) break;
      const [before, after] = [attempt(() => this.trial.make(one)), attempt(() => this.trial.make(two))];
      if (!before || !after) continue;
      if (differs(before, after, this.environments.driver)) return 'effective';
      tried.push(two[name]);
    }
    if (tried.length === 0)
      return `No other allowed value of the option ${name} was found: give some in the settings, alternatives: { ${name}: […] }.`;
    if (attempt(() => this.environments.create().model?.())) return 'dead';
    return (
      `The option ${name}, changed to ${JSON.stringify(tried[0])}, shows no effect: give a driver that reaches a place where ` +
      `it shows, or other values in the settings, alternatives: { ${name}: […] }.`
    );
  }

  /** Options that differ in this one only: as the settings have them, then with each other option changed besides. */
  private *pairs(): Generator<readonly [Options, Options], void, undefined> {
    const base = parsed(this.trial) ?? {};
    for (const options of [base, ...this.changedBeside(base)])
      for (const value of this.valuesOf(this.name, options))
        yield [options, { ...options, [this.name]: value }];
  }

  private changedBeside(base: Options): Options[] {
    const others = Object.keys(base).filter((other) => other !== this.name);
    return others.flatMap((other) =>
      this.valuesOf(other, base)
        .slice(0, BESIDE)
        .map((value) => ({ ...base, [other]: value })),
    );
  }

  /** Other values of an option that the schema allows beside the rest. */
  private valuesOf(name: string, options: Options): unknown[] {
    const { schema, alternatives } = this.trial;
    const found = [...(alternatives[name] ?? []), ...otherValues(this.properties[name], options[name])];
    return found.filter((value) => schema.safeParse({ ...options, [name]: value }).success);
  }
}

function propertiesOf(schema: ZodType) {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }).properties ?? {};
}
