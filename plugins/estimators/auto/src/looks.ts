import { z } from 'zod';

export const savedLooks = z.object({ count: z.number(), next: z.number() });

/** When a path is looked at: at growing numbers of steps, so that looks cost little beside the path. */
export class Looks {
  /** Looks so far. */
  count = 0;
  private next = 0;

  reset(): void {
    this.count = this.next = 0;
  }

  /** Whether the path is looked at after so many steps; the next look is at `growth` times as many. */
  due(steps: number, growth: number): boolean {
    if (steps < this.next) return false;
    this.next = Math.round(growth * steps);
    this.count++;
    return true;
  }

  save(): z.infer<typeof savedLooks> {
    return { count: this.count, next: this.next };
  }

  restore({ count, next }: z.infer<typeof savedLooks>): void {
    this.count = count;
    this.next = next;
  }
}
