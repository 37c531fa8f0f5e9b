import { writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { InputError, type Policy } from '@pomdp-gym/contracts';
import {
  AlphaVectorPolicy,
  type PlanningModel,
  policyGraphDot,
  type ValuedGraph,
  writeAlphaFile,
  writeGraphFile,
  writePolicyXml,
} from '@pomdp-gym/planning';
import { extractController } from './extract-controller.js';
import { graphValue } from './graph-value.js';

/** A picture of more nodes than this is no picture. */
const MOST_DRAWN = 200;
const MOST_NODES = 2000;

/** What is written, and what a person should know of it. */
interface Written {
  readonly content: string;
  readonly remark?: string;
}

interface Source {
  readonly policy: AlphaVectorPolicy;
  readonly modelName: string;
  /** What the policy is worth at least. */
  readonly lower: number;
}

type Writer = (source: Source) => Written | Promise<Written>;

const xml: Writer = ({ policy, modelName }) => ({ content: writePolicyXml(policy, modelName) });
const graph = (
  most: number,
  write: (found: ValuedGraph, source: Source) => string | Promise<string>,
): Writer => {
  return async (source) => {
    const found = extractController(source.policy, { target: source.lower, nodes: most });
    return { content: await write(found, source), remark: remarkOn(found, source.policy.model) };
  };
};
const dot = ({ graph: drawn }: ValuedGraph, { policy }: Source) =>
  policyGraphDot(drawn, policy.model.model.labels);

const writers: Readonly<Record<string, Writer>> = {
  '.alpha': ({ policy }) => ({ content: writeAlphaFile(policy) }),
  '.policy': xml,
  '.xml': xml,
  '.pg': graph(MOST_NODES, (found) => writeGraphFile(found.graph)),
  '.dot': graph(MOST_DRAWN, dot),
  '.svg': graph(MOST_DRAWN, async (found, source) => picture(dot(found, source))),
};

/** Throws an InputError where the ending of a file names no format that a policy can be written in. */
export function requirePolicyFormat(path: string): void {
  if (extname(path).toLowerCase() in writers) return;
  throw new InputError(
    `A policy cannot be written to ${path}: end the name in .alpha (α-vectors), .policy or .xml (XML), .pg, .dot or .svg (policy graph).`,
  );
}

/**
 * Writes a policy in the format that the ending of the file names. Answers what a person should know of what was written.
 *
 * @param lower what the policy is worth at least, from the start.
 */
export async function writePolicy(
  path: string,
  policy: Policy,
  modelName: string,
  lower: number,
): Promise<string | undefined> {
  if (!(policy instanceof AlphaVectorPolicy)) {
    throw new InputError(
      'The policy of this solver is no set of α-vectors, so it cannot be written to a file.',
    );
  }
  const { content, remark } = await writers[extname(path).toLowerCase()]!({ policy, modelName, lower });
  try {
    writeFileSync(path, content);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(`The policy cannot be written: ${reason}.`, { cause: error });
  }
  return remark;
}

function remarkOn({ graph: found }: ValuedGraph, model: PlanningModel): string {
  const { value, exact } = graphValue(found, model);
  const worth = `${exact ? 'exactly' : 'at least'} ${value.toPrecision(8)}`;
  return `A policy graph of ${found.nodes.length} nodes: without a belief, it earns ${worth} from the start.`;
}

/** Graphviz is loaded only here: it is large. */
async function picture(source: string): Promise<string> {
  const { instance } = await import('@viz-js/viz');
  const viz = await instance();
  return viz.renderString(source, { format: 'svg' });
}
