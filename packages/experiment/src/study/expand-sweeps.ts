import type { z } from 'zod';
import { type Configuration, configurationsOf, labelOf } from './sweep.js';
import { sweepSchema } from './sweep-schema.js';
import { environmentWith, withConfiguration } from './with-configuration.js';

/** What is wrong with a part of a study, and where it is. */
export interface SweepIssue {
  readonly path: PropertyKey[];
  readonly message: string;
  readonly code: 'custom';
}

/** A study whose sweeps are written out: an entry of a list for each configuration. */
export interface ExpandedStudy {
  readonly written: unknown;
  readonly issues: readonly (z.core.$ZodIssue | SweepIssue)[];
  /** The path in the study as it was written, of a path in the one that is written out. */
  readonly originOf: (path: readonly PropertyKey[]) => PropertyKey[];
  /** The names of the agents that each sweep of an agent made, by what the agent is called. */
  readonly families: ReadonlyMap<string, readonly string[]>;
}

type Mapping = Readonly<Record<string, unknown>>;
type List = 'environments' | 'agents';
const LISTS: readonly List[] = ['environments', 'agents'];

/**
 * Writes out the sweeps of a study as it was read from its file: each agent and each environment with a `sweep` becomes one for each
 * configuration, named by it. Keys that begin with `x-` are left out: they hold what merge keys refer to.
 */
export function expandSweeps(written: unknown): ExpandedStudy {
  if (!isMapping(written)) return { written, issues: [], originOf: (path) => [...path], families: new Map() };
  const study = Object.fromEntries(Object.entries(written).filter(([key]) => !key.startsWith('x-')));
  const lists = LISTS.map((name) => expandList(name, study[name]));
  const rows = new Map(lists.map(({ name, origins }) => [name, origins]));
  return {
    written: {
      ...study,
      ...Object.fromEntries(lists.flatMap(({ name, entries }) => (entries ? [[name, entries]] : []))),
    },
    issues: lists.flatMap(({ issues }) => issues),
    families: familiesOf(study['agents']),
    originOf: ([list, row, ...rest]) => {
      const origins = rows.get(list as List);
      if (row === undefined || !origins) return [list, row, ...rest].filter((key) => key !== undefined);
      return [list!, origins[Number(row)] ?? row, ...rest];
    },
  };
}

/** The agents with a sweep that can be read, and the names of those that it makes. */
function familiesOf(agents: unknown): ReadonlyMap<string, readonly string[]> {
  const families = new Map<string, readonly string[]>();
  for (const agent of Array.isArray(agents) ? agents : []) {
    if (!isMapping(agent) || !('sweep' in agent)) continue;
    const { data } = sweepSchema.safeParse(agent['sweep']);
    if (data)
      families.set(
        baseName(agent),
        configurationsOf(data).map((each) => nameOf(agent, each)),
      );
  }
  return families;
}

interface ExpandedList {
  readonly name: List;
  /** Undefined where there is no list. */
  readonly entries: readonly unknown[] | undefined;
  /** The place that each entry was written at. */
  readonly origins: readonly number[];
  readonly issues: ExpandedStudy['issues'];
}

function expandList(name: List, list: unknown): ExpandedList {
  if (!Array.isArray(list)) return { name, entries: undefined, origins: [], issues: [] };
  const made = list.map((entry: unknown, row) => expandEntry(name, entry, row));
  return {
    name,
    entries: made.flatMap(({ entries }) => entries),
    origins: made.flatMap(({ entries }, row) => entries.map(() => row)),
    issues: made.flatMap(({ issues }) => issues),
  };
}

function expandEntry(
  name: List,
  entry: unknown,
  row: number,
): Pick<ExpandedList, 'issues'> & { entries: unknown[] } {
  if (!isMapping(entry) || !('sweep' in entry)) return { entries: [entry], issues: [] };
  const { sweep: swept, ...rest } = entry;
  const path = [name, row, 'sweep'];
  const { data, error } = sweepSchema.safeParse(swept);
  if (error)
    return {
      entries: [rest],
      issues: error.issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] })),
    };
  try {
    return { entries: configurationsOf(data).map((each) => configured(name, rest, each)), issues: [] };
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return { entries: [rest], issues: [{ code: 'custom', path, message }] };
  }
}

/** An agent or an environment of one configuration, named by it. */
function configured(name: List, entry: Mapping, configuration: Configuration): Mapping {
  const made =
    name === 'agents' ? withConfiguration(entry, configuration) : environmentWith(entry, configuration);
  return { ...made, name: nameOf(entry, configuration) };
}

function nameOf(entry: Mapping, configuration: Configuration): string {
  const label = labelOf(configuration);
  return label === '' ? baseName(entry) : `${baseName(entry)}, ${label}`;
}

/** The name of an agent or an environment, else the id of what names it. */
function baseName(entry: Mapping): string {
  if (typeof entry['name'] === 'string') return entry['name'];
  const own = entry['id'] ?? entry['solver'] ?? entry['learner'] ?? entry['optimizer'] ?? entry['policy'];
  const id = isMapping(own) ? own['id'] : own;
  return typeof id === 'string' ? id : 'agent';
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
