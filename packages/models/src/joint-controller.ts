import { type FiniteStateController, InputError } from '@pomdp-gym/contracts';
import type { TeamSpaces } from './agent-spaces.js';
import { TupleIndex } from './tuple-index.js';

/** A row of a table: `length` numbers from `begin` on. */
export interface TableRow {
  readonly values: Float64Array;
  readonly begin: number;
  readonly length: number;
}

/** Writes Π_k rows_k[i_k] for every tuple (i_1, i_2, …) behind `at`, the last entry fastest. */
export function outerProduct(into: Float64Array, at: number, rows: readonly TableRow[]): void {
  into[at] = 1;
  let size = 1;
  for (const { values, begin, length } of rows) {
    for (let i = size - 1; i >= 0; i--) {
      const factor = into[at + i]!;
      for (let j = length - 1; j >= 0; j--) into[at + i * length + j] = factor * values[begin + j]!;
    }
    size *= length;
  }
}

/**
 * The law of agents that act each by its own controller: p(u, m' | m, y) = Π_i p_i(u_i, m'_i | m_i, y_i), an entry an agent in
 * nodes, observations and actions. Its tables hold M² · O · A numbers, for M joint nodes.
 *
 * @throws InputError where the controllers do not fit the spaces.
 */
export function jointController(
  laws: readonly FiniteStateController[],
  spaces: TeamSpaces,
): FiniteStateController {
  requireFit(laws, spaces);
  const memory = new TupleIndex(laws.map(({ nodes }) => nodes));
  const [nodes, observations, actions] = [memory.size, spaces.observationCount, spaces.actions.size];
  const start = new Float64Array(nodes);
  outerProduct(
    start,
    0,
    laws.map(({ start: values, nodes: length }) => ({ values, begin: 0, length })),
  );
  const actionProbabilities = new Float64Array(nodes * observations * actions);
  const successorProbabilities = new Float64Array(nodes * observations * actions * nodes);
  const rows = new AgentRows(laws, spaces, memory);
  for (let row = 0; row < nodes * observations; row++) {
    rows.place(Math.floor(row / observations), row % observations);
    outerProduct(actionProbabilities, row * actions, rows.choices());
    for (let u = 0; u < actions; u++)
      outerProduct(successorProbabilities, (row * actions + u) * nodes, rows.moves(u));
  }
  return { nodes, observations, actions, start, actionProbabilities, successorProbabilities };
}

/** The rows of the agents' tables at one joint node and joint observation. */
class AgentRows {
  /** m_i · O_i + y_i */
  private readonly places: number[] = [];

  constructor(
    private readonly laws: readonly FiniteStateController[],
    private readonly spaces: TeamSpaces,
    private readonly memory: TupleIndex,
  ) {}

  place(node: number, observation: number): void {
    this.laws.forEach(({ observations }, i) => {
      this.places[i] =
        this.memory.entry(node, i) * observations + this.spaces.observations.entry(observation, i);
    });
  }

  choices(): TableRow[] {
    return this.laws.map(({ actions, actionProbabilities: values }, i) => ({
      values,
      begin: this.places[i]! * actions,
      length: actions,
    }));
  }

  moves(action: number): TableRow[] {
    return this.laws.map(({ actions, nodes, successorProbabilities: values }, i) => ({
      values,
      begin: (this.places[i]! * actions + this.spaces.actions.entry(action, i)) * nodes,
      length: nodes,
    }));
  }
}

/** Throws an InputError where the controllers of a team do not fit the spaces of its agents. */
export function requireFit(laws: readonly FiniteStateController[], { agents }: TeamSpaces): void {
  if (laws.length !== agents.length)
    throw new InputError(`A team of ${laws.length} agents does not fit an environment of ${agents.length}.`);
  laws.forEach(({ observations, actions }, i) => {
    const { observationSpace, actionSpace } = agents[i]!;
    if (observations === observationSpace.size && actions === actionSpace.size) return;
    throw new InputError(
      `The controller of agent ${i} is over ${observations} observations and ${actions} actions; the agent has ` +
        `${observationSpace.size} (with 'nothing yet', where the model does not say what is seen first) and ${actionSpace.size}.`,
    );
  });
}
