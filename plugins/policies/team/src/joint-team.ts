import {
  type DiscreteSpace,
  type FiniteStateController,
  type FiniteTable,
  InputError,
  type Observation,
  type ParametricPolicy,
  type Random,
  type StepBatch,
  type TeamMember,
} from '@pomdp-gym/contracts';
import { jointController, outerProduct } from '@pomdp-gym/models';
import { drawIndex, drawStartNode } from '@pomdp-gym/numerics';
import type { TeamParts } from './team-parts.js';

/**
 * A team whose joint law fits into one table: p(u, m' | m, y) = Π_i p_i(u_i, m'_i | m_i, y_i; θ_i), so that ∇log p is the scores of
 * the agents side by side (Peshkin, Kim, Meuleau and Kaelbling, Learning to Cooperate via Policy Search, UAI 2000).
 */
export class JointTeam implements ParametricPolicy {
  readonly parameters: Float64Array;
  readonly members: readonly TeamMember[];
  readonly memorySpace?: DiscreteSpace;
  /** The joint law: `controller` where the agents remember, `table` where they do not. */
  readonly controller?: () => FiniteStateController;
  readonly table?: () => FiniteTable;
  readonly memory?: () => number;
  readonly save?: () => number;
  readonly restore?: (saved: unknown, random: Random) => void;
  /** Absent where it is for one of the agents. */
  readonly logProbability?: (batch: StepBatch, row: number) => number;
  private readonly moves: Float64Array;
  private node = 0;
  private random: Random | undefined;

  constructor(private readonly parts: TeamParts) {
    const { size, sizes } = parts.memory;
    this.parameters = parts.parameters;
    this.members = parts.members;
    if (parts.policies.every((policy) => policy.logProbability))
      this.logProbability = (batch, row) => parts.logProbability(batch, row);
    this.moves = new Float64Array(parts.spaces.actions.size * size);
    if (parts.remembers) {
      const factors = sizes.map((nodes): DiscreteSpace => ({ kind: 'discrete', size: nodes }));
      this.memorySpace = { kind: 'discrete', size, factors };
      this.memory = () => this.node;
      this.save = () => this.node;
      this.restore = (saved, random) => this.goOn(saved, random);
      this.controller = () => this.law();
    } else this.table = () => tableOf(this.law());
  }

  reset(random: Random): void {
    this.random = random;
    this.node = drawStartNode(this.start(), random);
  }

  act(observation: Observation): number {
    if (!this.random) throw new Error('Call reset before act: the policy has no source of chance yet.');
    const { actions } = this.parts.spaces;
    const nodes = this.parts.memory.size;
    this.writeMoves(observation as number);
    const move = drawIndex(this.moves, 0, actions.size * nodes, this.random);
    this.node = move % nodes;
    return Math.floor(move / nodes);
  }

  agents(): readonly FiniteStateController[] {
    return this.parts.laws();
  }

  addScore(batch: StepBatch, row: number, weight: number, into: Float64Array): void {
    this.parts.addScore(batch, row, weight, into);
  }

  addScores(batch: StepBatch, weights: Float64Array, into: Float64Array): void {
    this.parts.addScores(batch, weights, into);
  }

  private law(): FiniteStateController {
    return jointController(this.parts.laws(), this.parts.spaces);
  }

  private start(): Float64Array {
    const start = new Float64Array(this.parts.memory.size);
    const rows = this.parts.laws().map(({ start: values, nodes: length }) => ({ values, begin: 0, length }));
    outerProduct(start, 0, rows);
    return start;
  }

  /** Writes p(u, m' | m, y) at θ and the node that it stands in: the product ψ(u | m, y) ν(m' | m, y, u). */
  private writeMoves(observation: number): void {
    const { memory, spaces } = this.parts;
    const laws = this.parts.laws();
    const rows = laws.map(
      ({ observations }, i) =>
        memory.entry(this.node, i) * observations + spaces.observations.entry(observation, i),
    );
    const choices = new Float64Array(spaces.actions.size);
    outerProduct(
      choices,
      0,
      laws.map(({ actionProbabilities: values, actions: length }, i) => ({
        values,
        begin: rows[i]! * length,
        length,
      })),
    );
    for (let u = 0; u < choices.length; u++) {
      const begin = u * memory.size;
      const moves = laws.map(({ successorProbabilities: values, actions, nodes: length }, i) => ({
        values,
        begin: (rows[i]! * actions + spaces.actions.entry(u, i)) * length,
        length,
      }));
      outerProduct(this.moves, begin, moves);
      for (let k = begin; k < begin + memory.size; k++) this.moves[k] = choices[u]! * this.moves[k]!;
    }
  }

  private goOn(saved: unknown, random: Random): void {
    const { size } = this.parts.memory;
    if (typeof saved !== 'number' || !Number.isInteger(saved) || saved < 0 || saved >= size)
      throw new InputError(`A team of ${size} joint nodes is saved as one of them.`);
    this.node = saved;
    this.random = random;
  }
}

function tableOf({ observations, actions, actionProbabilities }: FiniteStateController): FiniteTable {
  return { observations, actions, probabilities: actionProbabilities };
}
