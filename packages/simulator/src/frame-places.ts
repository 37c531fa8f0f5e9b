/**
 * Where the frame of assembly/frame.ts lies in its memory, in words of 32 bits. What is named after the lanes are four numbers, one a
 * lane; the states of the generators are four such rows each.
 */
export const PLACES = {
  moveBits: 16,
  moves: 17,
  heads: 18,
  columns: 19,
  rewardShift: 21,
  endShift: 22,
  rowShift: 23,
  actionBits: 24,
  observations: 25,
  observed: 26,
  acted: 27,
  earned: 28,
  before: 29,
  after: 30,
  rows: 31,
  from: 32,
  shown: 36,
  node: 40,
  ended: 44,
  policyWords: 48,
  environmentWords: 64,
} as const;

/** How many paths the kernel steps in turn. */
export const LANES = 4;

/** Words of the frame, with what is before it. */
export const FRAME_WORDS = 92;
