import { policy, type Random, type Spaces } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { denseSuccessors, sparseSuccessors } from './controller-structure.js';
import { type GraphMemory, graphMemory, softenedController } from './from-graph.js';
import { readPolicyGraph } from './policy-graph-text.js';
import { SoftmaxController } from './softmax-controller.js';

/** The most choices (m, y, u, m') whose probabilities it keeps. */
const MOST_CHOICES = 4e6;

const options = z.strictObject({
  nodes: z
    .int()
    .min(1)
    .max(1000)
    .default(4)
    .describe('how many memory nodes it has; those of `graph`, where one is given'),
  structure: z
    .enum(['dense', 'sparse'])
    .default('dense')
    .describe('whether each node may follow each, or only `successors` of them follow one'),
  successors: z
    .int()
    .min(1)
    .default(3)
    .describe('sparse: how many nodes may follow a node, drawn at random from the seed of the run'),
  action: z
    .enum(['before', 'after'])
    .default('before')
    .describe('whether it acts before its memory moves, or after, by the new node, as in IState-GPOMDP'),
  initialScale: z
    .number()
    .min(0)
    .default(1)
    .describe(
      'its parameters start uniform on [−initialScale, initialScale], unless `graph` or `parameters` says where',
    ),
  stay: z
    .number()
    .default(0)
    .describe(
      'added to the parameters of moves that stay in their node, where the start is random: 4 makes memory last from the start',
    ),
  graph: z
    .string()
    .default('')
    .describe('the text of a policy graph (.pg) to start from; graph=file:tiger.pg reads it from a file'),
  temperature: z
    .number()
    .positive()
    .default(0.2)
    .describe(
      'how far `graph` is softened: what it does starts with the parameter 1 / temperature, all else with 0',
    ),
  parameters: z
    .array(z.number())
    .default([])
    .describe('the parameters to start from, all of them; parameters=file:theta.json reads them from a file'),
});

type Options = z.infer<typeof options>;

export const controllerPolicy = policy({
  id: 'controller',
  summary:
    "Finite-state controller: softmax actions ψ(u | m, y) and moves ν(m' | m, y, u) of a memory of a few nodes.",
  options,
  create: (chosen, spaces, _model, random = randomStream(0, 'controller')): SoftmaxController => {
    const made = started(chosen, spaces, random);
    const { parameters } = chosen;
    if (parameters.length === 0) return made;
    if (parameters.length !== made.parameters.length) {
      throw new RangeError(
        `${parameters.length} numbers are given to start from, and it has ${made.parameters.length} parameters here.`,
      );
    }
    made.parameters.set(parameters);
    return made;
  },
});

function started(
  chosen: Options,
  { observationSpace, actionSpace }: Spaces,
  random: Random,
): SoftmaxController {
  if (observationSpace.kind === 'box' || actionSpace.kind === 'box') {
    throw new RangeError(
      'A controller is over finitely many observations and actions; this environment has a box of them.',
    );
  }
  const [observations, actions] = [observationSpace.size, actionSpace.size];
  const graph = chosen.graph === '' ? undefined : readGraph(chosen.graph, observations, actions);
  requireRoom(graph?.nodes ?? chosen.nodes, observations, actions);
  const successors = successorsOf(chosen, graph, observations, random);
  const structure = { observations, actions, action: chosen.action, successors };
  if (graph) return softenedController(graph, structure, chosen.temperature);
  const made = new SoftmaxController(structure);
  for (let k = 0; k < made.parameters.length; k++)
    made.parameters[k] = chosen.initialScale * (2 * random.uniform() - 1);
  preferToStay(made, chosen.stay);
  return made;
}

function requireRoom(nodes: number, observations: number, actions: number): void {
  const choices = nodes * observations * actions * nodes;
  if (choices <= MOST_CHOICES) return;
  const most = Math.floor(Math.sqrt(MOST_CHOICES / (observations * actions)));
  throw new RangeError(
    `A controller of ${nodes} nodes has ${choices} probabilities here, and at most ${MOST_CHOICES} are kept: ` +
      `take at most ${most} nodes.`,
  );
}

/** Adds to the parameters of all moves from a node to itself. */
function preferToStay({ rows, parameters, structure }: SoftmaxController, preference: number): void {
  const { observations, actions, action, successors } = structure;
  successors.forEach((_, node) => {
    const place = rows.place(node, node);
    if (place < 0) return;
    const first = rows.moveRow(node, 0, 0);
    const moves = observations * (action === 'after' ? 1 : actions);
    for (let row = first; row < first + moves; row++) parameters[rows.offsets[row]! + place]! += preference;
  });
}

function readGraph(text: string, observations: number, actions: number): GraphMemory {
  return graphMemory(readPolicyGraph(text, [observations, observations - 1], actions), observations);
}

function successorsOf(
  { nodes: wanted, structure, successors }: Options,
  graph: GraphMemory | undefined,
  observations: number,
  random: Random,
): number[][] {
  const nodes = graph?.nodes ?? wanted;
  if (structure === 'dense') return denseSuccessors(nodes);
  return sparseSuccessors(nodes, successors, random, (node) =>
    Array.from({ length: graph ? observations : 0 }, (_, y) => graph?.next(node, y)).filter(
      (next) => next !== undefined,
    ),
  );
}
