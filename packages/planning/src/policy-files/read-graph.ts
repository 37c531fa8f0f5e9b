import type { PlanningModel } from '../planning-model.js';
import type { PolicyGraph } from '../policy-graph.js';
import { BlockAssignment } from './block-assignment.js';
import { GraphFileReader } from './graph-file-reader.js';
import { bestStarts } from './best-starts.js';

/** A policy graph as it was read. */
export interface ReadGraph extends PolicyGraph {
  /** The file's number of the node to begin at, for each first observation for which the file names none. */
  readonly chosen: ReadonlyMap<number, number>;
}

/**
 * Reads a policy graph in the format of pomdp-solve (`.pg`); throws an InputError with the place of what is wrong. `#` begins
 * a comment. Where the file does not say where to begin, as those of pomdp-solve do not, it begins at the node that is
 * worth most at the start belief, as pomdp-solve means it.
 */
export function parseGraphFile(text: string, filename: string, model: PlanningModel): ReadGraph {
  const reader = new GraphFileReader(text, filename, model);
  const lines = reader.lines();
  const named = reader.starts();
  const open = model.roots.filter(({ observation }) => !named.has(observation));
  const chosen = lines.length === 1 ? new Map<number, number>() : bestStarts(model, lines, reader, open);
  const start = new Map([...named, ...chosen]);
  return { ...new BlockAssignment(model, lines, reader).assign(start), chosen };
}
