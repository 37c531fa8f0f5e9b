// The loop of the tabular kernel in AssemblyScript: the steps of `run-joint.ts`, to the bit, with the generator within. It owns no
// memory: `src/lane-memory.ts` writes tables and places, as named here, before it calls. A lane is a path; there are four.

import {
  FRAME,
  MOVE_BITS,
  MOVES,
  HEADS,
  COLUMNS,
  REWARD_SHIFT,
  END_SHIFT,
  ROW_SHIFT,
  ACTION_BITS,
  OBSERVATIONS,
  OBSERVED,
  ACTED,
  EARNED,
  BEFORE,
  AFTER,
  ROWS,
  FROM,
  SHOWN,
  NODE,
  ENDED,
  POLICY_WORDS,
  ENVIRONMENT_WORDS,
  SCRATCH,
  chosen,
  outcome,
  rewardOf,
} from './frame';

/** Steps of one lane, rows `begin` to `end` of its columns; returns the row it comes to, which is sooner where an episode ends. */
export function onePath(lane: usize, begin: i32, end: i32): i32 {
  const k = load<i32>(FRAME, MOVE_BITS);
  const moves = <usize>load<u32>(FRAME, MOVES);
  const heads = <usize>load<u32>(FRAME, HEADS);
  const columns = <usize>load<u32>(FRAME, COLUMNS);
  const rewardShift = load<u32>(FRAME, REWARD_SHIFT);
  const endShift = load<u32>(FRAME, END_SHIFT);
  const rowShift = load<u32>(FRAME, ROW_SHIFT);
  const actionBits = load<u32>(FRAME, ACTION_BITS);
  const observations = load<i32>(FRAME, OBSERVATIONS);
  const first = lane * <usize>load<u32>(FRAME, ROWS);
  const observed = <usize>load<u32>(FRAME, OBSERVED) + (first << 2);
  const acted = <usize>load<u32>(FRAME, ACTED) + (first << 2);
  const earned = <usize>load<u32>(FRAME, EARNED) + (first << 3);
  const remembers = load<u32>(FRAME, BEFORE) != 0;
  const before = <usize>load<u32>(FRAME, BEFORE) + (first << 2);
  const after = <usize>load<u32>(FRAME, AFTER) + (first << 2);
  const actionMask = (1 << actionBits) - 1;
  const shownMask = (1 << rewardShift) - 1;
  const rewardMask = (1 << endShift) - 1;
  const endMask = 1 << endShift;
  const own = FRAME + (lane << 2);
  let from = load<u32>(own, FROM);
  let y = load<i32>(own, SHOWN);
  let m = load<i32>(own, NODE);
  let p0 = load<u32>(own, POLICY_WORDS);
  let p1 = load<u32>(own, POLICY_WORDS + 16);
  let p2 = load<u32>(own, POLICY_WORDS + 32);
  let p3 = load<u32>(own, POLICY_WORDS + 48);
  let e0 = load<u32>(own, ENVIRONMENT_WORDS);
  let e1 = load<u32>(own, ENVIRONMENT_WORDS + 16);
  let e2 = load<u32>(own, ENVIRONMENT_WORDS + 32);
  let e3 = load<u32>(own, ENVIRONMENT_WORDS + 48);
  let code: u32 = 0;
  let i = begin;
  while (i < end && (code & endMask) == 0) {
    const v = rotl<u32>(p0 + p3, 7) + p0;
    let shifted = p1 << 9;
    p2 ^= p0;
    p3 ^= p1;
    p1 ^= p2;
    p0 ^= p3;
    p2 ^= shifted;
    p3 = rotl<u32>(p3, 11);
    const row = m * observations + y;
    const move = chosen(moves + 12 * ((row << k) + ((v >>> 1) >>> ~k)), <i32>((v << k) >>> k));
    const u = move & actionMask;
    store<i32>(observed + (i << 2), y);
    store<i32>(acted + (i << 2), u);
    if (remembers) {
      store<i32>(before + (i << 2), m);
      m = move >>> actionBits;
      store<i32>(after + (i << 2), m);
    }
    const head = load<u32>(heads + ((from + u) << 2));
    const w = rotl<u32>(e0 + e3, 7) + e0;
    if (head & 31) {
      shifted = e1 << 9;
      e2 ^= e0;
      e3 ^= e1;
      e1 ^= e2;
      e0 ^= e3;
      e2 ^= shifted;
      e3 = rotl<u32>(e3, 11);
    }
    code = outcome(head, columns, w);
    store<f64>(earned + (i << 3), rewardOf(code, rewardMask, rewardShift));
    from = code >>> rowShift;
    y = code & shownMask;
    i++;
  }
  store<u32>(own, from, FROM);
  store<i32>(own, y, SHOWN);
  store<i32>(own, m, NODE);
  store<u32>(own, code & endMask, ENDED);
  store<u32>(own, p0, POLICY_WORDS);
  store<u32>(own, p1, POLICY_WORDS + 16);
  store<u32>(own, p2, POLICY_WORDS + 32);
  store<u32>(own, p3, POLICY_WORDS + 48);
  store<u32>(own, e0, ENVIRONMENT_WORDS);
  store<u32>(own, e1, ENVIRONMENT_WORDS + 16);
  store<u32>(own, e2, ENVIRONMENT_WORDS + 32);
  store<u32>(own, e3, ENVIRONMENT_WORDS + 48);
  return i;
}

/** xoshiro128++ of four lanes: the words from states s0 and s3. */
function words(s0: v128, s3: v128): v128 {
  const sum = i32x4.add(s0, s3);
  return i32x4.add(v128.or(i32x4.shl(sum, 7), i32x4.shr_u(sum, 25)), s0);
}

/** The move that a lane draws in the row at `row`, where the words of the lanes lie split into the place of a column and lower bits. */
function moveOf(lane: usize, row: usize): i32 {
  return chosen(row + load<u32>(FRAME + SCRATCH + lane), load<i32>(FRAME + SCRATCH + 16 + lane));
}

/** Writes what two columns of the batch hold of a step. */
function write(at: usize, actedFrom: usize, y: i32, u: i32): void {
  store<i32>(at, y);
  store<i32>(at + actedFrom, u);
}

/** Steps of four lanes in turn, rows `begin` to `end` of their columns: for policies without memory on models without an end. */
export function fourPaths(begin: i32, end: i32): void {
  const k = load<i32>(FRAME, MOVE_BITS);
  const moves = <usize>load<u32>(FRAME, MOVES);
  const heads = <usize>load<u32>(FRAME, HEADS);
  const columns = <usize>load<u32>(FRAME, COLUMNS);
  const rewardShift = load<u32>(FRAME, REWARD_SHIFT);
  const rowShift = load<u32>(FRAME, ROW_SHIFT);
  const row = 12 << k; // bytes
  const next = (<usize>load<u32>(FRAME, ROWS)) << 2; // bytes between lanes
  const observed = <usize>load<u32>(FRAME, OBSERVED);
  const actedFrom = <usize>load<u32>(FRAME, ACTED) - observed;
  const earned = <usize>load<u32>(FRAME, EARNED);
  const shownMask = (1 << rewardShift) - 1;
  const rewardMask = (1 << load<u32>(FRAME, END_SHIFT)) - 1;
  const none = i32x4.splat(0);
  const bits = i32x4.splat(31);
  let fromA = load<u32>(FRAME, FROM);
  let fromB = load<u32>(FRAME, FROM + 4);
  let fromC = load<u32>(FRAME, FROM + 8);
  let fromD = load<u32>(FRAME, FROM + 12);
  let yA = load<i32>(FRAME, SHOWN);
  let yB = load<i32>(FRAME, SHOWN + 4);
  let yC = load<i32>(FRAME, SHOWN + 8);
  let yD = load<i32>(FRAME, SHOWN + 12);
  let p0 = v128.load(FRAME, POLICY_WORDS);
  let p1 = v128.load(FRAME, POLICY_WORDS + 16);
  let p2 = v128.load(FRAME, POLICY_WORDS + 32);
  let p3 = v128.load(FRAME, POLICY_WORDS + 48);
  let e0 = v128.load(FRAME, ENVIRONMENT_WORDS);
  let e1 = v128.load(FRAME, ENVIRONMENT_WORDS + 16);
  let e2 = v128.load(FRAME, ENVIRONMENT_WORDS + 32);
  let e3 = v128.load(FRAME, ENVIRONMENT_WORDS + 48);
  for (let i = begin; i < end; i++) {
    const v = words(p0, p3);
    let shifted = i32x4.shl(p1, 9);
    p2 = v128.xor(p2, p0);
    p3 = v128.xor(p3, p1);
    p1 = v128.xor(p1, p2);
    p0 = v128.xor(p0, p3);
    p2 = v128.xor(p2, shifted);
    p3 = v128.or(i32x4.shl(p3, 11), i32x4.shr_u(p3, 21));
    const column = i32x4.shr_u(i32x4.shr_u(v, 1), ~k);
    v128.store(FRAME, i32x4.add(i32x4.shl(column, 3), i32x4.shl(column, 2)), SCRATCH);
    v128.store(FRAME, i32x4.shr_u(i32x4.shl(v, k), k), SCRATCH + 16);
    v128.store(FRAME, words(e0, e3), SCRATCH + 32);

    const uA = moveOf(0, moves + yA * row);
    const uB = moveOf(4, moves + yB * row);
    const uC = moveOf(8, moves + yC * row);
    const uD = moveOf(12, moves + yD * row);
    let at = observed + (i << 2);
    write(at, actedFrom, yA, uA);
    at += next;
    write(at, actedFrom, yB, uB);
    at += next;
    write(at, actedFrom, yC, uC);
    at += next;
    write(at, actedFrom, yD, uD);

    const headA = load<u32>(heads + ((fromA + uA) << 2));
    const headB = load<u32>(heads + ((fromB + uB) << 2));
    const headC = load<u32>(heads + ((fromC + uC) << 2));
    const headD = load<u32>(heads + ((fromD + uD) << 2));
    // Lanes whose row has one outcome take no word: their generators stay.
    let taken = i32x4.splat(headA);
    taken = i32x4.replace_lane(taken, 1, headB);
    taken = i32x4.replace_lane(taken, 2, headC);
    taken = i32x4.replace_lane(taken, 3, headD);
    taken = i32x4.ne(v128.and(taken, bits), none);
    shifted = i32x4.shl(e1, 9);
    const x2 = v128.xor(e2, e0);
    const x3 = v128.xor(e3, e1);
    e1 = v128.bitselect(v128.xor(e1, x2), e1, taken);
    e0 = v128.bitselect(v128.xor(e0, x3), e0, taken);
    e2 = v128.bitselect(v128.xor(x2, shifted), e2, taken);
    e3 = v128.bitselect(v128.or(i32x4.shl(x3, 11), i32x4.shr_u(x3, 21)), e3, taken);

    at = earned + (i << 3);
    let code: u32 = outcome(headA, columns, load<u32>(FRAME, SCRATCH + 32));
    store<f64>(at, rewardOf(code, rewardMask, rewardShift));
    fromA = code >>> rowShift;
    yA = code & shownMask;
    at += next + next;
    code = outcome(headB, columns, load<u32>(FRAME, SCRATCH + 36));
    store<f64>(at, rewardOf(code, rewardMask, rewardShift));
    fromB = code >>> rowShift;
    yB = code & shownMask;
    at += next + next;
    code = outcome(headC, columns, load<u32>(FRAME, SCRATCH + 40));
    store<f64>(at, rewardOf(code, rewardMask, rewardShift));
    fromC = code >>> rowShift;
    yC = code & shownMask;
    at += next + next;
    code = outcome(headD, columns, load<u32>(FRAME, SCRATCH + 44));
    store<f64>(at, rewardOf(code, rewardMask, rewardShift));
    fromD = code >>> rowShift;
    yD = code & shownMask;
  }
  store<u32>(FRAME, fromA, FROM);
  store<u32>(FRAME, fromB, FROM + 4);
  store<u32>(FRAME, fromC, FROM + 8);
  store<u32>(FRAME, fromD, FROM + 12);
  store<i32>(FRAME, yA, SHOWN);
  store<i32>(FRAME, yB, SHOWN + 4);
  store<i32>(FRAME, yC, SHOWN + 8);
  store<i32>(FRAME, yD, SHOWN + 12);
  v128.store(FRAME, p0, POLICY_WORDS);
  v128.store(FRAME, p1, POLICY_WORDS + 16);
  v128.store(FRAME, p2, POLICY_WORDS + 32);
  v128.store(FRAME, p3, POLICY_WORDS + 48);
  v128.store(FRAME, e0, ENVIRONMENT_WORDS);
  v128.store(FRAME, e1, ENVIRONMENT_WORDS + 16);
  v128.store(FRAME, e2, ENVIRONMENT_WORDS + 32);
  v128.store(FRAME, e3, ENVIRONMENT_WORDS + 48);
}
