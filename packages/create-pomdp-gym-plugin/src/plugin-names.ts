import { InputError } from '@pomdp-gym/contracts';

/** What a plugin is called, in every place that names it. */
export interface PluginNames {
  /** Of its package or folder, and of the file with its spec: `four-by-three`. */
  readonly name: string;
  /** What its spec is registered by: `gradient-ascent`, `FourByThree-v0`. */
  readonly id: string;
  /** The constant that holds its spec: `fourByThree`. */
  readonly identifier: string;
}

/** @throws InputError where the name is not in lower case with hyphens, or too long. */
export function pluginNames(kind: string, name: string): PluginNames {
  const problem = nameProblem(name);
  if (problem !== undefined) throw new InputError(problem);
  const pascal = name.replace(/(^|-)(.)/g, (_match, _hyphen, letter: string) => letter.toUpperCase());
  return {
    name,
    id: kind === 'environment' ? `${pascal}-v0` : name,
    identifier: pascal[0]!.toLowerCase() + pascal.slice(1),
  };
}

/** The most letters that npm accepts in the name of a package. */
const LONGEST = 214;

/** Why a plugin cannot have this name; undefined where it can. */
export function nameProblem(name: string): string | undefined {
  if (name.length > LONGEST)
    return `The name ${name.slice(0, 20)}… has ${name.length} letters: write ${LONGEST} at most.`;
  if (/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) return undefined;
  return (
    `${name === '' ? 'A plugin without a name' : name} cannot be a folder here: begin with a letter, and write words of ` +
    'lower-case letters and digits, joined by hyphens, such as four-by-three.'
  );
}
