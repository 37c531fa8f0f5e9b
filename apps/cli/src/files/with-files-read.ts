import { InputError, partKinds, type Reference } from '@pomdp-gym/contracts';
import type { Study } from '@pomdp-gym/experiment';
import { textOfFile } from './pieces-of-file.js';

const PREFIX = 'file:';

/**
 * A study in which options of agents hold what files hold: a value `file:PATH` stands for the text of the file or, where its
 * name ends in .json, for the value that it holds. A study then depends on what a file held when it was read, and on nothing
 * that happens to the file later.
 *
 * @throws InputError where a file cannot be read.
 */
export function withFilesRead(study: Study): Study {
  return {
    ...study,
    agents: study.agents.map((agent) => ({
      ...agent,
      ...Object.fromEntries(
        partKinds.flatMap((kind) => {
          const reference = agent[kind];
          return reference ? [[kind, withValuesRead(reference)]] : [];
        }),
      ),
    })),
  };
}

/** The same for one reference; in lists and mappings too, as the options of recipes among options are. */
export function withValuesRead({ id, options }: Reference): Reference {
  const read = Object.entries(options).map(([name, value]) => [name, readValue(value)]);
  return { id, options: Object.fromEntries(read) };
}

function readValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readValue);
  if (isMapping(value))
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, readValue(each)]));
  if (typeof value !== 'string' || !value.startsWith(PREFIX)) return value;
  const path = value.slice(PREFIX.length);
  const text = textOfFile(path, 'file');
  if (!path.toLowerCase().endsWith('.json')) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new InputError(`${path} holds no JSON: ${(error as Error).message}.`, { cause: error });
  }
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
