import { InputError } from '@pomdp-gym/contracts';
import { sparseRows } from '@pomdp-gym/numerics';
import type { JointChain } from './joint-chain.js';
import { ENDING } from './observed-states.js';
import { forEachMove } from './score-flow.js';
import type { Transitions } from './transitions.js';

/** Every step that a chain can make, one entry each: a node, a choice made there, and what follows. Flat, in the order of nodes. */
export interface StepTable {
  /** n, how many nodes there are. */
  readonly size: number;
  readonly from: Int32Array;
  /** The node entered, or `ENDING`. */
  readonly to: Int32Array;
  /** ((m · O + y) · A + u) · M + m' */
  readonly choices: Int32Array;
  /** The probability of the step given its node. */
  readonly probabilities: Float64Array;
  /** E[r | step] and E[r² | step] */
  readonly rewards: Float64Array;
  readonly squaredRewards: Float64Array;
  /** The law of the first node of an episode. */
  readonly restart: Float64Array;
  /** m · O + y of each choice. */
  pairOf(choice: number): number;
  /** How many pairs (m, y) there are. */
  readonly pairs: number;
}

/** Steps of a chain whose nodes know what they show. */
export interface SeenSteps extends StepTable {
  /** m · O + y of each node. */
  readonly nodePairs: Int32Array;
}

/** The most steps that are listed: about 200 megabytes. */
const MOST_STEPS = 4e6;

/** The steps of a joint chain. Throws an InputError where they do not fit into memory. */
export function jointSteps(chain: JointChain): StepTable {
  const builder = new StepBuilder();
  forEachMove(chain, (x, move) => {
    for (let i = chain.choiceOffsets[move]!; i < chain.choiceOffsets[move + 1]!; i++) {
      for (let o = chain.outcomeOffsets[move]!; o < chain.outcomeOffsets[move + 1]!; o++) {
        const probability = chain.choiceProbabilities[i]! * chain.outcomeProbabilities[o]!;
        builder.add(x, chain.outcomeNodes[o]!, chain.choices[i]!, probability, chain, o);
      }
    }
  });
  return { ...builder.build(), ...pairsOf(chain), size: chain.size, restart: chain.restart };
}

/** The same steps where each node (x, y) knows the observation that it shows: what a value of observations changes by is then a step's. */
export function seenSteps(chain: JointChain): SeenSteps {
  const nodes = new SeenNodes(chain);
  const builder = new StepBuilder();
  forEachMove(chain, (x, move) => {
    for (let i = chain.choiceOffsets[move]!; i < chain.choiceOffsets[move + 1]!; i++) {
      const choice = chain.choices[i]!;
      const [from, shown] = nodes.ofChoice(x, choice);
      for (let o = chain.outcomeOffsets[move]!; o < chain.outcomeOffsets[move + 1]!; o++) {
        const probability = (chain.choiceProbabilities[i]! * chain.outcomeProbabilities[o]!) / shown;
        const entered = chain.outcomeNodes[o]!;
        if (entered === ENDING) builder.add(from, ENDING, choice, probability, chain, o);
        else
          nodes.forEach(entered, (to, share) => builder.add(from, to, choice, probability * share, chain, o));
      }
    }
  });
  const restart = new Float64Array(nodes.size);
  chain.restart.forEach((mass, x) => nodes.forEach(x, (node, share) => (restart[node]! += mass * share)));
  const nodePairs = nodes.pairs();
  return { ...builder.build(), ...pairsOf(chain), size: nodes.size, restart, nodePairs };
}

/** One step of the chain, choices averaged out. */
export function stepTransitions(steps: StepTable): Transitions {
  const { size, from, to, probabilities } = steps;
  const ending = new Float64Array(size);
  const rewards = new Float64Array(size);
  const entries: [node: number, probability: number][][] = Array.from({ length: size }, () => []);
  probabilities.forEach((probability, s) => {
    rewards[from[s]!]! += probability * steps.rewards[s]!;
    if (to[s] === ENDING) ending[from[s]!]! += probability;
    else entries[from[s]!]!.push([to[s]!, probability]);
  });
  const continuing = sparseRows(size, size, (x) => entries[x]!);
  return { size, continuing, ending, restart: steps.restart, rewards };
}

function pairsOf({ controller }: JointChain): Pick<StepTable, 'pairOf' | 'pairs'> {
  const { nodes, actions, observations } = controller;
  return {
    pairs: nodes * observations,
    pairOf: (choice) => Math.floor(choice / (actions * nodes)),
  };
}

/** Numbers the pairs of a node and an observation that it may show. */
class SeenNodes {
  readonly size: number;
  private readonly offsets = [0];
  private readonly observations: number[] = [];
  private readonly shares: number[] = [];
  private readonly memory: number[] = [];
  private readonly places = new Map<number, number>();

  constructor(private readonly chain: JointChain) {
    const { observed, observedState, memory } = chain;
    for (let x = 0; x < chain.size; x++) {
      const law = observed.laws[observedState[x]!]!;
      law.observations.forEach((y, j) => {
        if (law.probabilities[j] === 0) return;
        this.places.set(x * observed.observations + y, this.observations.push(y) - 1);
        this.shares.push(law.probabilities[j]!);
        this.memory.push(memory[x]!);
      });
      this.offsets.push(this.observations.length);
    }
    this.size = this.observations.length;
  }

  /** The node that shows what a choice was made on, and how often x shows it. */
  ofChoice(x: number, choice: number): [node: number, share: number] {
    const { actions, nodes, observations } = this.chain.controller;
    const y = Math.floor(choice / (actions * nodes)) % observations;
    const node = this.places.get(x * observations + y)!;
    return [node, this.shares[node]!];
  }

  forEach(x: number, visit: (node: number, share: number) => void): void {
    for (let node = this.offsets[x]!; node < this.offsets[x + 1]!; node++) visit(node, this.shares[node]!);
  }

  pairs(): Int32Array {
    const { observations } = this.chain.controller;
    return Int32Array.from(this.observations, (y, node) => this.memory[node]! * observations + y);
  }
}

class StepBuilder {
  private readonly columns = [0, 1, 2, 3, 4, 5].map((): number[] => []);

  add(
    from: number,
    to: number,
    choice: number,
    probability: number,
    chain: JointChain,
    outcome: number,
  ): void {
    const { outcomeRewards, outcomeSquaredRewards } = chain;
    const entry = [from, to, choice, probability, outcomeRewards[outcome]!, outcomeSquaredRewards[outcome]!];
    entry.forEach((value, i) => this.columns[i]!.push(value));
    if (this.columns[0]!.length > MOST_STEPS)
      throw new InputError(
        `This analysis lists every step that the chain can make, and takes at most ${MOST_STEPS}; a smaller model or memory would fit.`,
      );
  }

  build() {
    const [from, to, choices, probabilities, rewards, squaredRewards] = this.columns;
    return {
      from: Int32Array.from(from!),
      to: Int32Array.from(to!),
      choices: Int32Array.from(choices!),
      probabilities: Float64Array.from(probabilities!),
      rewards: Float64Array.from(rewards!),
      squaredRewards: Float64Array.from(squaredRewards!),
    };
  }
}
