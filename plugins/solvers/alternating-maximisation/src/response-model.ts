import type { FiniteModel, FiniteStateController } from '@pomdp-gym/contracts';
import { finiteModel, observationCount, type TeamSpaces, TupleIndex } from '@pomdp-gym/models';
import { rowEntries } from '@pomdp-gym/numerics';
import { OtherAgents } from './other-agents.js';

/** What is hidden from one agent: the state, what all have just observed, and the nodes of the others. */
interface Hidden {
  readonly state: number;
  /** A joint observation; the one behind all others is `nothing yet`. */
  readonly observation: number;
  readonly nodes: number;
}

/** What a hidden state leads to: how likely it is, and that times the reward on the way. */
interface Outcome {
  probability: number;
  reward: number;
}

/**
 * The problem that one agent faces while the others keep to their controllers (Nair et al. 2003): a POMDP whose states are
 * those of the joint model with what all observed last and the nodes of the others. Rewards are expected ones. Its own
 * observation is a part of that state, so that each state shows one observation.
 */
export function responseModel(
  model: FiniteModel,
  spaces: TeamSpaces,
  laws: readonly FiniteStateController[],
  agent: number,
): FiniteModel {
  return new ResponseBuilder(model, spaces, new OtherAgents(laws, spaces, agent), agent).build();
}

class ResponseBuilder {
  private readonly numbers = new Map<number, number>();
  private readonly hidden: Hidden[] = [];
  /** By state and own action. */
  private readonly outcomes: Map<number, Outcome>[][] = [];
  private readonly seen: TupleIndex;

  constructor(
    private readonly model: FiniteModel,
    private readonly spaces: TeamSpaces,
    private readonly others: OtherAgents,
    private readonly agent: number,
  ) {
    this.seen = spaces.observations;
  }

  build(): FiniteModel {
    const { model, hidden, agent } = this;
    const start = this.starts();
    const actions = this.spaces.actions.sizes[agent]!;
    for (let x = 0; x < hidden.length; x++)
      this.outcomes.push(Array.from({ length: actions }, (_, u) => this.outcomesOf(hidden[x]!, u)));
    const observations = this.seen.sizes[agent]!;
    // `nothing yet` is never entered: any row does for it.
    const shown = (x: number) => Math.min(this.seen.entry(hidden[x]!.observation, agent), observations - 1);
    return finiteModel({
      ...{ states: hidden.length, actions, observations, start },
      transition: (x, u) =>
        [...this.outcomes[x]![u]!].map(([next, { probability }]): [number, number] => [next, probability]),
      observation: (_u, x) => [[shown(x), 1]],
      reward: (x, u, next) => {
        const { probability = 1, reward = 0 } = this.outcomes[x]![u]!.get(next) ?? {};
        return reward / probability;
      },
      ...(model.initialObservationTable && {
        initialObservation: (x: number): [number, number][] => [[shown(x), 1]],
      }),
      ...(model.terminal && { terminal: (x: number) => model.terminal![hidden[x]!.state] === 1 }),
      ...(model.discount !== undefined && { discount: model.discount }),
    });
  }

  private starts(): [x: number, probability: number][] {
    const { model, others } = this;
    const first = model.initialObservationTable;
    return [...model.start.entries()].flatMap(([state, probability]) => {
      if (probability === 0) return [];
      const seen = first ? rowEntries(first, state) : [[observationCount(model) - 1, 1] as const];
      return seen.flatMap(([observation, share]) =>
        others.starts.map(([nodes, likely]): [number, number] => [
          this.number({ state, observation, nodes }),
          probability * share * likely,
        ]),
      );
    });
  }

  private number(hidden: Hidden): number {
    const key =
      (hidden.state * (this.seen.size + 1) + hidden.observation) * this.others.memory.size + hidden.nodes;
    let x = this.numbers.get(key);
    if (x === undefined) {
      x = this.hidden.push(hidden) - 1;
      this.numbers.set(key, x);
    }
    return x;
  }

  private outcomesOf({ state, observation, nodes }: Hidden, own: number): Map<number, Outcome> {
    const { model, others, spaces, agent } = this;
    const found = new Map<number, Outcome>();
    if (model.terminal?.[state] === 1) {
      found.set(this.number({ state, observation, nodes }), { probability: 1, reward: 0 });
      return found;
    }
    for (const { action: theirs, nodes: next, probability } of others.moves(nodes, observation)) {
      const action = spaces.actions.replaced(theirs, agent, own);
      this.addSteps(found, state, action, next, probability);
    }
    return found;
  }

  /** Adds every next state and joint observation under a joint action. */
  private addSteps(
    found: Map<number, Outcome>,
    state: number,
    action: number,
    nodes: number,
    likely: number,
  ): void {
    const { model } = this;
    const { offsets, indices, values } = model.transitions[action]!;
    const table = model.observationTables[action]!;
    const rewards = model.rewards[action]!;
    for (let k = offsets[state]!; k < offsets[state + 1]!; k++) {
      const next = indices[k]!;
      const begin = table.offsets[next]!;
      for (let j = begin; j < table.offsets[next + 1]!; j++) {
        const probability = likely * values[k]! * table.values[j]!;
        if (probability === 0) continue;
        const reward = rewards.values[rewards.offsets ? rewards.offsets[k]! + j - begin : k]!;
        const x = this.number({ state: next, observation: table.indices[j]!, nodes });
        const known = found.get(x);
        if (!known) found.set(x, { probability, reward: probability * reward });
        else {
          known.probability += probability;
          known.reward += probability * reward;
        }
      }
    }
  }
}
