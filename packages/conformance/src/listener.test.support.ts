import type { Policy } from '@pomdp-gym/contracts';

const [LISTEN, LEFT, RIGHT] = [0, 1, 2];

/**
 * Tiger's optimal policy at γ = .75: listen until one side was heard twice more than the other, then open the other door. What
 * is heard right after a door was opened says nothing about the tiger, and is not counted.
 */
export class Listener implements Policy {
  private heard = 0;
  private last = -1;

  constructor(private readonly sure = 2) {}

  reset(): void {
    this.heard = 0;
    this.last = -1;
  }

  act(observation: number): number {
    if (this.last === LISTEN) this.heard += observation === 0 ? 1 : -1;
    this.last = this.chosen();
    return this.last;
  }

  private chosen(): number {
    if (Math.abs(this.heard) < this.sure) return LISTEN;
    const door = this.heard > 0 ? RIGHT : LEFT;
    this.heard = 0;
    return door;
  }
}
