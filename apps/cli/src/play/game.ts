import type { Action } from '@pomdp-gym/contracts';
import type { GameStep, Moment, Opening, Turn } from '@pomdp-gym/experiment';

/** A move of a game: an action, or that which the agent has decided on. */
export type Move = { readonly action: Action } | 'agent';

/** Takes a step of an episode that may be elsewhere; undefined where it was stopped before the step came to its end. */
export type TakeTurn = (move: Move) => Promise<Turn | undefined>;

/** One episode (or as much of it as a person wants), as the person who plays sees it. */
export class Game {
  readonly steps: GameStep[] = [];
  /** What may be known after the last step. */
  moment: Moment;

  constructor(
    readonly opening: Opening,
    private readonly takeTurn: TakeTurn,
  ) {
    this.moment = opening.moment;
  }

  get over(): boolean {
    const ending = this.steps.at(-1)?.ending;
    return ending === 'terminated' || ending === 'truncated';
  }

  /** Takes one step; undefined where it was stopped. */
  async take(move: Move): Promise<GameStep | undefined> {
    const turn = await this.takeTurn(move);
    if (!turn) return undefined;
    this.moment = turn.moment;
    this.steps.push(turn.step);
    return turn.step;
  }
}
