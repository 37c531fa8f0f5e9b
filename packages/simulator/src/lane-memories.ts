import { LaneMemory, type LaneLayout } from './lane-memory.js';

/** Memories that nothing stands in: making one takes longer than many a path. */
const free: LaneMemory[] = [];

/** A memory for lanes, with tables and room; undefined where there is no WebAssembly, or no room. */
export function takeLaneMemory(layout: LaneLayout): LaneMemory | undefined {
  const known = free.findIndex((memory) => memory.holds(layout.outcomes));
  const memory = free.splice(Math.max(known, 0), 1)[0] ?? LaneMemory.make();
  try {
    memory?.arrange(layout);
    return memory;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Returns a memory, once nobody reads its columns any more. */
export function giveBackLaneMemory(memory: LaneMemory): void {
  free.push(memory);
}
