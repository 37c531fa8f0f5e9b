import type { JointOutcomes } from '@pomdp-gym/models';

/** A memory of WebAssembly that serves one path, or a few in turn, after another. */
export interface KeptMemory<Layout> {
  /** Whether the tables of a model lie in it. */
  holds(outcomes: JointOutcomes): boolean;
  hasRoom(layout: Layout): boolean;
  /** Writes what the layout names. Columns that were lent before are overwritten. */
  arrange(layout: Layout): void;
}

/** Memories that no path uses, kept for the next: to make one, and to write the tables of a model, takes longer than many a path. */
export class KeptMemories<
  Layout extends { readonly outcomes: JointOutcomes },
  Memory extends KeptMemory<Layout>,
> {
  private readonly free: Memory[] = [];

  /** @param make makes a memory with room for a layout; undefined where there is no WebAssembly, or no memory left. */
  constructor(private readonly make: (layout: Layout) => Memory | undefined) {}

  /** A memory that is arranged for the layout; undefined where there is no WebAssembly, or no memory left. */
  take(layout: Layout): Memory | undefined {
    const memory = this.takeFree(layout) ?? this.make(layout);
    memory?.arrange(layout);
    return memory;
  }

  /** Whether a free memory has room for the layout and holds the tables of its model. */
  holds(layout: Layout): boolean {
    return this.free.some((memory) => memory.hasRoom(layout) && memory.holds(layout.outcomes));
  }

  /** Returns a memory, once nobody reads its columns any more. */
  giveBack(memory: Memory): void {
    this.free.push(memory);
  }

  /** A free memory with room, if possible one that holds the tables of the model. One that lacks room is given up for a larger one. */
  private takeFree(layout: Layout): Memory | undefined {
    const { free } = this;
    const roomy = free.filter((memory) => memory.hasRoom(layout));
    const known = roomy.find((memory) => memory.holds(layout.outcomes)) ?? roomy[0];
    free.splice(known ? free.indexOf(known) : 0, 1);
    return known;
  }
}
