import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError, type RunDescription } from '@pomdp-gym/contracts';
import { z } from 'zod';
import { canonicalJson } from '../study/canonical-json.js';
import { chainHash } from './chain-hash.js';

const identity = z.looseObject({ environment: z.looseObject({ model: z.string().nullable() }) });
const cellsSchema = z.array(z.object({ environment: z.string(), agent: z.string(), identity }));

type PairIdentity = z.infer<typeof cellsSchema>[number];

/** What `cells.json` of a folder of results says: what the id of each cell is a digest of, the seed apart. */
export class CellsFile {
  private constructor(
    readonly text: string,
    private readonly pairs: readonly PairIdentity[],
  ) {}

  /** Undefined where the folder has none that can be read. */
  static read(folder: string): CellsFile | undefined {
    const file = join(folder, 'cells.json');
    if (!existsSync(file)) return undefined;
    const text = readFileSync(file, 'utf8');
    const { data } = cellsSchema.safeParse(parsed(text));
    return data && new CellsFile(text, data);
  }

  /** The identity of the runs of an environment and an agent, by their names. */
  identityOf(environment: string, agent: string): PairIdentity['identity'] | undefined {
    return this.pairs.find((pair) => pair.environment === environment && pair.agent === agent)?.identity;
  }

  /** The id of the cell of a run. Throws an InputError where the file does not have it. */
  idOf({ environment, agent, seed }: RunDescription): string {
    const found = this.identityOf(environment.name, agent.name);
    if (!found) throw new InputError(`cells.json does not say what ${agent.name} in ${environment.name} is.`);
    return idWith(found, seed);
  }

  /** Where another file differs first, in a phrase; undefined where all cells of both are the same. */
  differenceFrom(other: CellsFile): string | undefined {
    for (const { environment, agent, identity: own } of this.pairs) {
      const theirs = other.identityOf(environment, agent);
      if (!theirs) return `it lacks ${agent} in ${environment}`;
      const path = firstDifference(own, theirs);
      if (path !== undefined) return `the ${path} of ${agent} in ${environment} differs`;
    }
    return undefined;
  }
}

/** The id of a cell, from what it is a digest of and its seed. */
export function idWith(of: object, seed: number): string {
  return chainHash(canonicalJson({ ...of, seed }));
}

/** The path of the first part that differs: `program`, `modules.policy softmax`. */
function firstDifference(a: unknown, b: unknown, path = ''): string | undefined {
  if (canonicalText(a) === canonicalText(b)) return undefined;
  if (!isMapping(a) || !isMapping(b)) return path;
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const found = firstDifference(a[key], b[key], path === '' ? key : `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return path;
}

function canonicalText(value: unknown): string {
  return value === undefined ? '' : canonicalJson(value);
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
