import { type FiniteModel, type FiniteStateController, InputError } from '@pomdp-gym/contracts';
import { assertController } from '@pomdp-gym/models';
import { ENDING, type ObservedStates, observedStates } from './observed-states.js';

/**
 * The chain of observed state and memory under a policy. A node x is left by one of its moves, a pair (u, m') of an
 * action and the next memory node; a move is made up of the choices (m, y, u, m') that lead to it, one for each
 * observation, and followed by one of its outcomes: another node, or the end of the episode, after which the next one
 * begins at a node drawn from `restart`. Everything is flat: the moves of node x are moveOffsets[x] … moveOffsets[x+1] − 1,
 * the choices and the outcomes of a move likewise.
 */
export interface JointChain {
  readonly size: number;
  readonly observed: ObservedStates;
  readonly controller: FiniteStateController;
  /** The observed state of each node. */
  readonly observedState: Int32Array;
  /** The memory node of each node. */
  readonly memory: Int32Array;
  /** The law of the first node of an episode. */
  readonly restart: Float64Array;
  readonly moveOffsets: Int32Array;
  /** P(move | x) */
  readonly moveProbabilities: Float64Array;
  readonly choiceOffsets: Int32Array;
  /** ((m · O + y) · A + u) · M + m' */
  readonly choices: Int32Array;
  /** P(y, u, m' | x) */
  readonly choiceProbabilities: Float64Array;
  readonly outcomeOffsets: Int32Array;
  /** The node entered, or `ENDING`. */
  readonly outcomeNodes: Int32Array;
  /** P(outcome | move) */
  readonly outcomeProbabilities: Float64Array;
  /** E[r | outcome] */
  readonly outcomeRewards: Float64Array;
  /** E[r² | outcome] */
  readonly outcomeSquaredRewards: Float64Array;
}

/** The joint chain of a model and a controller: the nodes that can be reached from the start. Throws an InputError where they do not fit. */
export function jointChain(model: FiniteModel, controller: FiniteStateController): JointChain {
  const observed = observedStates(model);
  assertFit(observed.observations, model.actions, controller);
  return new JointChainBuilder(observed, controller).build();
}

function assertFit(observations: number, actions: number, controller: FiniteStateController): void {
  if (controller.observations !== observations || controller.actions !== actions) {
    throw new InputError(
      `The policy is over ${controller.observations} observations and ${controller.actions} actions, ` +
        `the model has ${observations} (with 'nothing yet', where it does not say what is seen first) and ${actions}.`,
    );
  }
  assertController(controller);
}

class JointChainBuilder {
  private readonly indexOf = new Map<number, number>();
  private readonly observedState: number[] = [];
  private readonly memory: number[] = [];
  private readonly moveOffsets = [0];
  private readonly moveProbabilities: number[] = [];
  private readonly choiceOffsets = [0];
  private readonly choices: number[] = [];
  private readonly choiceProbabilities: number[] = [];
  private readonly outcomeOffsets = [0];
  private readonly outcomeNodes: number[] = [];
  private readonly outcomeProbabilities: number[] = [];
  private readonly outcomeRewards: number[] = [];
  private readonly outcomeSquaredRewards: number[] = [];

  constructor(
    private readonly observed: ObservedStates,
    private readonly controller: FiniteStateController,
  ) {}

  build(): JointChain {
    const first = this.startNodes();
    for (let x = 0; x < this.memory.length; x++) this.addMoves(x);
    const size = this.memory.length;
    const restart = new Float64Array(size);
    for (const [x, probability] of first) restart[x]! += probability;
    return {
      size,
      observed: this.observed,
      controller: this.controller,
      observedState: Int32Array.from(this.observedState),
      memory: Int32Array.from(this.memory),
      restart,
      moveOffsets: Int32Array.from(this.moveOffsets),
      moveProbabilities: Float64Array.from(this.moveProbabilities),
      choiceOffsets: Int32Array.from(this.choiceOffsets),
      choices: Int32Array.from(this.choices),
      choiceProbabilities: Float64Array.from(this.choiceProbabilities),
      outcomeOffsets: Int32Array.from(this.outcomeOffsets),
      outcomeNodes: Int32Array.from(this.outcomeNodes),
      outcomeProbabilities: Float64Array.from(this.outcomeProbabilities),
      outcomeRewards: Float64Array.from(this.outcomeRewards),
      outcomeSquaredRewards: Float64Array.from(this.outcomeSquaredRewards),
    };
  }

  private startNodes(): [node: number, probability: number][] {
    const first: [number, number][] = [];
    for (const [k, probability] of this.observed.start) {
      this.controller.start.forEach((share, m) => {
        if (share > 0) first.push([this.node(k, m), probability * share]);
      });
    }
    return first;
  }

  private node(observedState: number, memory: number): number {
    const key = observedState * this.controller.nodes + memory;
    let x = this.indexOf.get(key);
    if (x === undefined) {
      x = this.memory.length;
      this.indexOf.set(key, x);
      this.observedState.push(observedState);
      this.memory.push(memory);
    }
    return x;
  }

  private addMoves(x: number): void {
    for (const [move, choices] of this.choicesByMove(x)) {
      let total = 0;
      for (const [choice, probability] of choices) {
        this.choices.push(choice);
        this.choiceProbabilities.push(probability);
        total += probability;
      }
      this.moveProbabilities.push(total);
      this.choiceOffsets.push(this.choices.length);
      this.addOutcomes(x, Math.floor(move / this.controller.nodes), move % this.controller.nodes);
    }
    this.moveOffsets.push(this.moveProbabilities.length);
  }

  /** The choices of node x that have positive probability, under the move (u · M + m') each belongs to. */
  private choicesByMove(x: number): Map<number, [choice: number, probability: number][]> {
    const { nodes, observations, actions, actionProbabilities, successorProbabilities } = this.controller;
    const law = this.observed.laws[this.observedState[x]!]!;
    const byMove = new Map<number, [number, number][]>();
    law.observations.forEach((y, j) => {
      const row = this.memory[x]! * observations + y;
      for (let move = 0; move < actions * nodes; move++) {
        const choice = row * actions * nodes + move;
        const probability =
          law.probabilities[j]! *
          actionProbabilities[row * actions + Math.floor(move / nodes)]! *
          successorProbabilities[choice]!;
        if (probability === 0) continue;
        const choices = byMove.get(move);
        if (choices) choices.push([choice, probability]);
        else byMove.set(move, [[choice, probability]]);
      }
    });
    return byMove;
  }

  private addOutcomes(x: number, action: number, memory: number): void {
    const outcomes = this.observed.outcomes[action]!;
    const k = this.observedState[x]!;
    for (let o = outcomes.offsets[k]!; o < outcomes.offsets[k + 1]!; o++) {
      const entered = outcomes.nodes[o]!;
      this.outcomeNodes.push(entered === ENDING ? ENDING : this.node(entered, memory));
      this.outcomeProbabilities.push(outcomes.probabilities[o]!);
      this.outcomeRewards.push(outcomes.rewards[o]!);
      this.outcomeSquaredRewards.push(outcomes.squaredRewards[o]!);
    }
    this.outcomeOffsets.push(this.outcomeNodes.length);
  }
}
