// Where numbers lie in the memory of the kernels, as `src/frame-places.ts` and `src/ascent-memory.ts` write them, and how an outcome is read
// from the tables.

/** Where the places below begin. */
export const FRAME: usize = 64;
/** Numbers and addresses that all lanes share, by their distance from FRAME. */
export const MOVE_BITS: usize = 0; // k: a row of the policy has 2^k columns
export const MOVES: usize = 4;
export const HEADS: usize = 8;
export const COLUMNS: usize = 12;
export const REWARD_SHIFT: usize = 20;
export const END_SHIFT: usize = 24;
export const ROW_SHIFT: usize = 28;
export const ACTION_BITS: usize = 32;
export const OBSERVATIONS: usize = 36;
export const OBSERVED: usize = 40;
export const ACTED: usize = 44;
export const EARNED: usize = 48;
export const BEFORE: usize = 52; // 0 where nothing is remembered
export const AFTER: usize = 56;
export const ROWS: usize = 60; // of a lane's part of a column of the batch
/** Where the lanes stand: a number of each lane in a row, so that four are a vector. */
export const FROM: usize = 64; // s·A
export const SHOWN: usize = 80;
export const NODE: usize = 96;
export const ENDED: usize = 112;
export const POLICY_WORDS: usize = 128; // the state of xoshiro128++, four vectors
export const ENVIRONMENT_WORDS: usize = 192;
export const SCRATCH: usize = 256; // three vectors
/** The address of the different rewards. */
export const REWARDS: usize = 1024;

/** The outcome of a column of three numbers (threshold, alias, own) for the lower bits of a word: see `aliasOutcome` of numerics. */
export function chosen(column: usize, low: i32): i32 {
  const alias = load<i32>(column, 4);
  return alias ^ ((alias ^ load<i32>(column, 8)) & ((low - load<i32>(column)) >> 31));
}

export function outcome(head: u32, columns: usize, word: u32): i32 {
  return chosen(columns + 12 * ((head >>> 5) + ((word >>> 1) >>> ~head)), <i32>((word << head) >>> head));
}

export function rewardOf(code: u32, rewardMask: u32, rewardShift: u32): f64 {
  return load<f64>(((code & rewardMask) >>> rewardShift) << 3, REWARDS);
}
