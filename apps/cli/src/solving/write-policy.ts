import { writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { InputError, type Policy } from '@pomdp-gym/contracts';
import {
  AlphaVectorPolicy,
  policyGraph,
  policyGraphDot,
  writeAlphaFile,
  writePolicyXml,
} from '@pomdp-gym/planning';

/** A picture of more nodes than this is no picture. */
const MOST_NODES = 200;

type Writer = (policy: AlphaVectorPolicy, modelName: string) => string | Promise<string>;

const writers: Readonly<Record<string, Writer>> = {
  '.alpha': writeAlphaFile,
  '.policy': writePolicyXml,
  '.xml': writePolicyXml,
  '.dot': graphText,
  '.svg': graphPicture,
};

/** Throws an InputError where the ending of a file names no format that a policy can be written in. */
export function requirePolicyFormat(path: string): void {
  if (extname(path).toLowerCase() in writers) return;
  throw new InputError(
    `A policy cannot be written to ${path}: end the name in .alpha (α-vectors), .policy or .xml (XML), .dot or .svg (policy graph).`,
  );
}

/** Writes a policy in the format that the ending of the file names. */
export async function writePolicy(path: string, policy: Policy, modelName: string): Promise<void> {
  if (!(policy instanceof AlphaVectorPolicy)) {
    throw new InputError(
      'The policy of this solver is no set of α-vectors, so it cannot be written to a file.',
    );
  }
  const writer = writers[extname(path).toLowerCase()]!;
  const content = await writer(policy, modelName);
  try {
    writeFileSync(path, content);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(`The policy cannot be written: ${reason}.`, { cause: error });
  }
}

function graphText(policy: AlphaVectorPolicy): string {
  const graph = policyGraph(policy, MOST_NODES);
  if (graph) return policyGraphDot(graph, policy.model.model.labels);
  throw new InputError(
    `The policy graph has more than ${MOST_NODES} nodes: too many for a picture. Write the α-vectors instead (.alpha).`,
  );
}

/** Graphviz is loaded only here: it is large. */
async function graphPicture(policy: AlphaVectorPolicy): Promise<string> {
  const { instance } = await import('@viz-js/viz');
  const viz = await instance();
  return viz.renderString(graphText(policy), { format: 'svg' });
}
