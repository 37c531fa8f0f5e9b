import { extname } from 'node:path';
import { InputError, type Policy } from '@pomdp-gym/contracts';
import {
  graphPolicy,
  parseGraphFile,
  type PlanningModel,
  type ReadGraph,
  readPolicy,
} from '@pomdp-gym/planning';
import { discountedValue } from '@pomdp-gym/exact';
import { piecesOfFile } from './pieces-of-file.js';
import { isTeamFile, readTeamFile } from './team-file.js';
import { type GraphValue, graphValue } from '@pomdp-gym/solving';

/** A policy from a file. */
export interface PolicyFromFile {
  readonly policy: Policy;
  /** What a policy graph or a team is worth, which is known without simulation. */
  readonly worth?: GraphValue;
  /** What a person should know of how it was read. */
  readonly remark?: string;
}

/** No policy graph of this many characters fits in memory with its values. */
const LARGEST_GRAPH = 1 << 28;

/** Reads α-vectors in either format, a policy graph or a team; throws an InputError with the place of what is wrong. */
export function readPolicyFile(file: string, plan: PlanningModel): PolicyFromFile {
  if (isTeamFile(file)) return readTeam(file, plan);
  if (extname(file).toLowerCase() !== '.pg')
    return { policy: readPolicy(piecesOfFile(file, 'policy file'), file, plan) };
  const graph = readGraphFile(file, plan);
  const remark = remarkOn(graph);
  return {
    policy: graphPolicy(graph, plan.model),
    worth: graphValue(graph, plan),
    ...(remark !== undefined && { remark }),
  };
}

function readTeam(file: string, { model, discount }: PlanningModel): PolicyFromFile {
  const policy = readTeamFile(file, model);
  return { policy, worth: { value: discountedValue(model, policy.controller(), discount), exact: true } };
}

/** Reads a policy graph; throws an InputError with the place of what is wrong. */
export function readGraphFile(file: string, plan: PlanningModel): ReadGraph {
  return parseGraphFile(joined(piecesOfFile(file, 'policy file'), file), file, plan);
}

function joined(pieces: Iterable<string>, file: string): string {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length > LARGEST_GRAPH)
      throw new InputError(`${file} is too large for a policy graph: more than 256 MB.`);
  }
  return text;
}

function remarkOn({ chosen }: ReadGraph): string | undefined {
  const [first] = chosen;
  if (!first) return undefined;
  if (chosen.size > 1)
    return 'The file names no nodes to begin at: after each first observation the one that is worth most there is taken.';
  return `The file names no node to begin at: node ${first[1]}, which is worth most at the start, is taken.`;
}
