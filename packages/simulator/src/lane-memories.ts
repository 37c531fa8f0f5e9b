import { LaneMemory, type LaneLayout } from './lane-memory.js';

/** Memories that nothing stands in: making one takes longer than many a path. */
const free: LaneMemory[] = [];

/** A memory for lanes, with its tables; undefined where there is no WebAssembly, or no memory left. */
export function takeLaneMemory(layout: LaneLayout): LaneMemory | undefined {
  const memory = knownMemory(layout) ?? LaneMemory.for(layout);
  memory?.arrange(layout);
  return memory;
}

/** Returns a memory, once nobody reads its columns any more. */
export function giveBackLaneMemory(memory: LaneMemory): void {
  free.push(memory);
}

/** A free memory with room, if possible one that holds the tables of the model. One that lacks room is given up for a larger one. */
function knownMemory(layout: LaneLayout): LaneMemory | undefined {
  const roomy = free.filter((memory) => memory.hasRoom(layout));
  const known = roomy.find((memory) => memory.holds(layout.outcomes)) ?? roomy[0];
  free.splice(known ? free.indexOf(known) : 0, 1);
  return known;
}
