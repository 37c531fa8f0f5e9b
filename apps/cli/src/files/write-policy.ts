import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { InputError, type Policy, type Solver } from '@pomdp-gym/contracts';
import {
  alphaFile,
  type AlphaVectorPolicy,
  graphFile,
  isAlphaVectorPolicy,
  policyGraphDot,
  policyXml,
  type ValuedGraph,
} from '@pomdp-gym/planning';
import { clock } from '../clock.js';
import { policyLoss } from '@pomdp-gym/model-files';
import { note } from '../terminal/terminal.js';
import { stageNotes } from '../terminal/stage-notes.js';
import { MOST_DRAWN, picture } from './picture.js';
import { isTeamFile, teamFileText } from './team-file.js';
import { requireWritable } from './writable-path.js';
import { writeSafely } from './write-safely.js';
import {
  extractController,
  GraphTooLarge,
  type GraphValue,
  graphValue,
  requireTeam,
  requireVectors,
} from '@pomdp-gym/solving';

const MOST_NODES = 20_000;

/** What is written, piece by piece, and what a person should know of it. */
interface PolicyFile {
  readonly pieces: Iterable<string>;
  readonly remarks: readonly (string | undefined)[];
  /** What a policy graph that is written earns at least from the start. */
  readonly worth?: number;
}

/** What a person should know of a policy file. */
export interface PolicyFileRemarks {
  readonly remarks: readonly string[];
  /** What it earns at least from the start, where that is not what the policy itself earns. */
  readonly worth?: number;
}

interface Source {
  readonly policy: AlphaVectorPolicy;
  readonly modelName: string;
  /** What the policy is worth at least. */
  readonly lower: number;
}

type Writer = (source: Source) => PolicyFile | Promise<PolicyFile>;

const vectors = (pieces: (source: Source) => Iterable<string>): Writer => {
  return (source) => ({ pieces: pieces(source), remarks: [policyLoss(source.policy.model.model)] });
};
const xml = vectors(({ policy, modelName }) => policyXml(policy, modelName));
const dot = ({ graph }: ValuedGraph, { policy }: Source) => policyGraphDot(graph, policy.model.model.labels);

/** The controller of a policy, with its value by linear equations where these are small enough. */
function controller({ policy, lower }: Source, nodes: number): ValuedGraph & GraphValue {
  const found = extractController(policy, { target: lower, nodes }, stageNotes(clock, note));
  return { ...found, ...graphValue(found.graph, policy.model) };
}

const graph: Writer = (source) => {
  const { model } = source.policy;
  const found = controller(source, MOST_NODES);
  return {
    pieces: graphFile(found.graph, model.observations),
    remarks: [remarkOn(found), policyLoss(model.model)],
    worth: found.value,
  };
};
const drawing = (most: number, draw: (text: string) => string | Promise<string>): Writer => {
  return async (source) => {
    const found = controller(source, most);
    if (found.graph.nodes.length > MOST_DRAWN / 2) note(`Drawing ${found.graph.nodes.length} nodes …`);
    return { pieces: [await draw(dot(found, source))], remarks: [remarkOn(found)], worth: found.value };
  };
};

const writers: Readonly<Record<string, Writer>> = {
  '.alpha': vectors(({ policy }) => alphaFile(policy)),
  '.policy': xml,
  '.xml': xml,
  '.pg': graph,
  '.dot': drawing(MOST_NODES, (text) => text),
  '.svg': drawing(MOST_DRAWN, picture),
};

/** Throws an InputError where no policy can be written there, or its ending names no format of policies. */
export function requirePolicyPath(path: string): void {
  if (extname(path).toLowerCase() in writers || isTeamFile(path)) return requireWritable(path);
  throw new InputError(
    `A policy cannot be written to ${path}: end the name in .alpha (α-vectors), .policy or .xml (XML), .pg, .dot or .svg (policy graph), or .team (a controller an agent).`,
  );
}

/** Throws an InputError where the policies of the solver cannot be written to such a file. */
export function requireWritten(path: string, solver: Solver): Promise<void> {
  return isTeamFile(path) ? requireTeam(solver) : requireVectors(solver);
}

/**
 * Writes a policy in the format that the ending of the file names, and returns what a person should know of what was
 * written.
 *
 * @param lower what the policy is worth at least, from the start.
 */
export async function writePolicy(
  path: string,
  policy: Policy,
  modelName: string,
  lower: number,
): Promise<PolicyFileRemarks> {
  if (isTeamFile(path)) return writeTeam(path, policy);
  if (!isAlphaVectorPolicy(policy)) {
    throw new InputError(
      'The policy of this solver is no set of α-vectors, so it cannot be written to a file.',
    );
  }
  try {
    const { pieces, remarks, worth } = await writers[extname(path).toLowerCase()]!({
      policy,
      modelName,
      lower,
    });
    await writeSafely(path, pieces);
    return {
      remarks: remarks.filter((remark) => remark !== undefined),
      ...(worth !== undefined && { worth }),
    };
  } catch (error) {
    if (!(error instanceof GraphTooLarge)) throw error;
    throw new InputError(`${error.message}${await kept(path, policy)}`, { cause: error });
  }
}

async function writeTeam(path: string, policy: Policy): Promise<PolicyFileRemarks> {
  await writeSafely(path, [teamFileText(policy)]);
  return { remarks: [] };
}

/** Keeps the α-vectors of a policy whose graph cannot be written, where that replaces no file, and says so. */
async function kept(path: string, policy: AlphaVectorPolicy): Promise<string> {
  const beside = `${path.slice(0, -extname(path).length)}.alpha`;
  if (existsSync(beside)) return '';
  await writeSafely(beside, alphaFile(policy));
  return ` Its α-vectors are in ${beside}.`;
}

function remarkOn({ graph: found, value, exact }: ValuedGraph & GraphValue): string {
  const worth = `${exact ? 'exactly' : 'at least'} ${value.toPrecision(8)}`;
  return `A policy graph of ${found.nodes.length} nodes: without a belief, it earns ${worth} from the start.`;
}
