import type { Policy } from '@pomdp-gym/contracts';
import { type ModelSampler, observationCount } from '@pomdp-gym/models';
import { MoveTable } from './move-table.js';
import type { Moves } from './moves.js';

/** Tables that no path reads, by the policy that they were made for: its next path begins with that one. */
const kept = new WeakMap<Policy, MoveTable>();

/** The law of a policy for a model as alias tables, made anew where it has changed. */
export class MoveReader {
  readonly table: MoveTable;
  /** Called where the table is made anew. */
  onChange: ((table: MoveTable) => void) | undefined;
  /** What it was made from. */
  private read: Moves;

  /** Throws a RangeError where the policy does not fit the model. */
  constructor(
    { model }: ModelSampler,
    private readonly policy: Policy,
    private readonly moves: () => Moves,
  ) {
    this.read = moves();
    const { observations, actions } = this.read;
    if (observations !== observationCount(model) || actions !== model.actions) {
      throw new RangeError(
        `The policy is over ${observations} observations and ${actions} actions, ` +
          `the environment has ${observationCount(model)} and ${model.actions}.`,
      );
    }
    this.table = tableOf(policy, this.read);
  }

  /** Takes over the law of the policy as it stands. */
  update(): void {
    const moves = this.moves();
    if (moves === this.read) return;
    this.table.set(moves);
    this.read = moves;
    this.onChange?.(this.table);
  }

  /** Gives the table back, once no path reads it any more. */
  end(): void {
    this.onChange = undefined;
    kept.set(this.policy, this.table);
  }
}

/** A table with this law that nobody else has. */
function tableOf(policy: Policy, moves: Moves): MoveTable {
  const known = kept.get(policy);
  kept.delete(policy);
  if (!known?.fits(moves)) return new MoveTable(moves);
  known.set(moves);
  return known;
}
