import type { ZodType } from 'zod';
import { describeOptions, type OptionDescription, withNone } from './describe-options.js';
import { suggestion } from './suggestion.js';

/** What is wrong with an option, as a sentence, and where among the options it stands. */
export interface OptionProblem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

type Issue = NonNullable<ReturnType<ZodType['safeParse']>['error']>['issues'][number];

/** The options as the schema reads them, defaults filled in; or every reason why it does not. */
export type ReadOptions =
  | { readonly options: unknown; readonly problems: readonly [] }
  | { readonly problems: readonly OptionProblem[] };

/** @param owner whose options they are: `environment Tiger-v0`. */
export function readOptions(schema: ZodType, options: unknown, owner: string): ReadOptions {
  const { data, error } = schema.safeParse(withNone(schema, options));
  if (!error) return { options: data, problems: [] };
  return {
    problems: error.issues.flatMap((issue) => problemsOf(issue, describeOptions(schema), options, owner)),
  };
}

function problemsOf(
  issue: Issue,
  known: readonly OptionDescription[],
  options: unknown,
  owner: string,
): OptionProblem[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys' && path.length === 0) {
    return issue.keys.map((key) => ({ path: [key], message: unknownOption(key, known, owner) }));
  }
  const option = known.find(({ name }) => name === path[0]);
  if (path.length === 0 && issue.code !== 'custom') {
    return [{ path, message: `The options of ${owner} are names and values, not ${shown(options)}.` }];
  }
  if (!option || issue.code === 'custom') {
    return [{ path, message: `The options of ${owner} do not fit: ${issue.message}` }];
  }
  const given = valueAt(options, path);
  if (given === undefined && path.length === 1) return [{ path, message: leftOut(option, owner) }];
  const value = shown(given);
  const name = path.map(String).join('.');
  const message =
    path.length === 1
      ? `The option ${name} of ${owner} is ${value}; it must be ${option.accepts}.`
      : `The option ${name} of ${owner} is ${value}; ${option.name} must be ${option.accepts}.`;
  return [{ path, message }];
}

function leftOut({ name, accepts }: OptionDescription, owner: string): string {
  return (
    `The option ${name} of ${owner} is left out and has no default: give it (${name}=…), ${accepts}, or add .default(…) ` +
    `to its schema.`
  );
}

function unknownOption(key: string, known: readonly OptionDescription[], owner: string): string {
  const names = known.map(({ name }) => name);
  return `There is no option ${key} of ${owner}. ${suggestion(key, names, 'options')}`;
}

function valueAt(options: unknown, path: readonly PropertyKey[]): unknown {
  let value = options;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
}
