// Steps of a path on which θ of a softmax policy climbs at every step, in AssemblyScript: `LearningPath` with the policy and the rule of a
// `TraceAscent`, to the bit. `src/ascent-memory.ts` writes tables and places, as named here, before it calls. The path stands in lane 0.

import {
  FRAME,
  HEADS,
  COLUMNS,
  REWARD_SHIFT,
  END_SHIFT,
  ROW_SHIFT,
  OBSERVED,
  ACTED,
  EARNED,
  FROM,
  SHOWN,
  ENDED,
  POLICY_WORDS,
  ENVIRONMENT_WORDS,
  outcome,
  rewardOf,
} from './frame';

/** Where the places below begin: floats of 64 bits, then numbers and addresses of 32. */
const ASCENT: usize = 512;
const BETA: usize = 0;
const STEP: usize = 8;
const DECAY: usize = 16;
const STEPS: usize = 24; // t
const LARGEST: usize = 32;
const MEAN: usize = 40;
const STEPS_A_UNIT: usize = 48; // numbers of `exp`, as numerics has them
const STEP_UPPER: usize = 56;
const STEP_MIDDLE: usize = 64;
const STEP_LOWER: usize = 72;
const POWERS_UPPER: usize = 80;
const POWERS_LOWER: usize = 84;
const THETA: usize = 88; // vectors of two, the last one filled up with 0
const TRACE: usize = 92;
const VECTORS: usize = 96; // how many each of the two has
const PROBABILITIES: usize = 100; // A floats
const SHARES: usize = 104; // A floats
const OFFSETS: usize = 108; // the rows of the features
const INDICES: usize = 112;
const VALUES: usize = 116;
const FEATURES: usize = 120; // m
const ACTIONS: usize = 124; // A
const IS_RELATIVE: usize = 128;
const SUBTRACTS_MEAN: usize = 132;
const WEIGHTS: usize = 136; // a float for each column of an alias table
const SMALL: usize = 140; // two stacks of columns
const LARGE: usize = 144;

const ROUNDER: f64 = 6755399441055744; // 1.5 · 2⁵²
const SMALLEST: f64 = -745.1332191019412;
/** How many words of 32 bits there are. */
const WORD_COUNT: f64 = 4294967296;

function place(name: usize): usize {
  return <usize>load<u32>(ASCENT + name);
}

/** 2^power for whole powers from −1022 to 1023. */
function powerOfTwo(power: i32): f64 {
  return reinterpret<f64>((<i64>(power + 1023)) << 52);
}

/** e^x for x ≤ 0: `exp` of numerics. */
function exponential(x: f64): f64 {
  if (!(x >= SMALLEST)) return x == x ? 0 : x;
  const rounded = x * load<f64>(ASCENT, STEPS_A_UNIT) + ROUNDER;
  const n = rounded - ROUNDER;
  const first = x - n * load<f64>(ASCENT, STEP_UPPER);
  const product = n * load<f64>(ASCENT, STEP_MIDDLE);
  const r = first - product;
  const taken = first - r;
  const rest = first - (r + taken) + (taken - product) - n * load<f64>(ASCENT, STEP_LOWER);
  const steps = <i32>reinterpret<i64>(rounded); // n, in the lowest bits
  const i = (steps & 1023) << 3;
  const head = load<f64>(place(POWERS_UPPER) + i);
  const series = r + (r * r * (0.5 + r * (1.0 / 6.0 + r * (1.0 / 24.0))) + rest);
  const value = head + (load<f64>(place(POWERS_LOWER) + i) + head * series);
  const power = steps >> 10;
  if (power >= -1022) return value * powerOfTwo(power);
  return value * powerOfTwo(power + 128) * powerOfTwo(-128);
}

/** Σ_f θ_{u,f} φ_f(y), for the parameters of u from `own` on. */
function preference(y: i32, own: usize): f64 {
  const row = place(OFFSETS) + (y << 2);
  const end = load<i32>(row, 4);
  const indices = place(INDICES);
  const values = place(VALUES);
  let sum: f64 = 0;
  for (let k = load<i32>(row); k < end; k++)
    sum += load<f64>(own + (load<i32>(indices + (k << 2)) << 3)) * load<f64>(values + (k << 3));
  return sum;
}

/** Writes μ(· | y) and returns the action that a word draws: `softmax` and `drawIndex` of numerics. */
function act(y: i32, at: usize, actions: i32, word: u32): i32 {
  if (actions == 2) return actOfTwo(y, at, word);
  const step = place(FEATURES) << 3;
  const end = at + (actions << 3);
  let own = place(THETA);
  for (let i = at; i < end; i += 8, own += step) store<f64>(i, preference(y, own));
  softmax(at, end);
  return actions == 1 ? 0 : drawnOfMany(at, actions, word);
}

/** The same of two actions, whose numbers stay in registers. */
function actOfTwo(y: i32, at: usize, word: u32): i32 {
  const theta = place(THETA);
  const first = preference(y, theta);
  const second = preference(y, theta + (place(FEATURES) << 3));
  const isFirst = first >= second;
  const lesser = exponential(isFirst ? second - first : first - second);
  const greatest = isFirst ? first : second;
  const one = 1 + (greatest - greatest);
  const sum = one + lesser;
  const chance = (isFirst ? one : lesser) / sum;
  const other = (isFirst ? lesser : one) / sum;
  store<f64>(at, chance);
  store<f64>(at, other, 8);
  return drawnOfTwo(chance, other, word);
}

function softmax(at: usize, end: usize): void {
  let greatest = -Infinity;
  for (let i = at; i < end; i += 8) greatest = max<f64>(greatest, load<f64>(i));
  const one = 1 + (greatest - greatest);
  let sum: f64 = 0;
  for (let i = at; i < end; i += 8) {
    const x = load<f64>(i);
    const power = x == greatest ? one : exponential(x - greatest);
    store<f64>(i, power);
    sum += power;
  }
  for (let i = at; i < end; i += 8) store<f64>(i, load<f64>(i) / sum);
}

function drawnOfTwo(first: f64, second: f64, word: u32): i32 {
  const scaled = first * (WORD_COUNT / (first + second)) + 0.5;
  if (scaled != scaled) return 0;
  const weight = <i64>scaled;
  const lesser = <i32>(weight > 0x80000000);
  const share = <i32>(lesser ? -weight : weight);
  const isOwn = <i32>((<u32>(<i32>(word & 0x7fffffff) - share)) >>> 31);
  return lesser ^ 1 ^ (isOwn & ((<i32>(word >>> 31)) ^ lesser ^ 1));
}

/** `AliasColumns.outcomeOf` of numerics: shares out the words of columns until that of the word has all of its own. */
function drawnOfMany(at: usize, actions: i32, word: u32): i32 {
  const k = 32 - clz<i32>(actions - 1);
  const columns = 1 << k;
  const capacity = <f64>(1 << (32 - k));
  const column = <i32>(word >>> (32 - k));
  const low = <f64>((word << k) >>> k);
  writeWeights(at, actions, columns);
  const weights = place(WEIGHTS);
  const own = load<f64>(weights + (column << 3));
  if (low < own && own < capacity) return column;
  const small = place(SMALL);
  const large = place(LARGE);
  let smalls = 0;
  let larges = 0;
  for (let j = 0; j < columns; j++) {
    if (load<f64>(weights + (j << 3)) < capacity) store<i32>(small + (smalls++ << 2), j);
    else store<i32>(large + (larges++ << 2), j);
  }
  while (smalls > 0) {
    const taker = load<i32>(small + (--smalls << 2));
    const giver = load<i32>(large + ((larges - 1) << 2));
    const share = load<f64>(weights + (taker << 3));
    if (taker == column) return low < share ? column : giver;
    const left = load<f64>(weights + (giver << 3)) - (capacity - share);
    store<f64>(weights + (giver << 3), left);
    if (left < capacity) {
      larges--;
      store<i32>(small + (smalls++ << 2), giver);
    }
  }
  return column;
}

function writeWeights(at: usize, actions: i32, columns: i32): void {
  const weights = place(WEIGHTS);
  let total: f64 = 0;
  for (let i = 0; i < actions; i++) total += load<f64>(at + (i << 3));
  const scale = WORD_COUNT / total;
  let cumulative: f64 = 0;
  let before: f64 = 0;
  for (let i = 0; i < actions; i++) {
    cumulative += load<f64>(at + (i << 3));
    const after = floor<f64>(cumulative * scale + 0.5);
    store<f64>(weights + (i << 3), after - before);
    before = after;
  }
  for (let j = actions; j < columns; j++) store<f64>(weights + (j << 3), 0);
}

/** z += the score of u in y: `softmaxScore` of numerics, times the features. */
function addScore(y: i32, u: i32, at: usize, actions: i32): void {
  const shares = place(SHARES);
  let likeliest = 0;
  let greatest = load<f64>(at);
  for (let i = 1; i < actions; i++) {
    const probability = load<f64>(at + (i << 3));
    if (probability > greatest) {
      greatest = probability;
      likeliest = i;
    }
  }
  let others: f64 = 0;
  for (let i = 0; i < actions; i++) {
    if (i == likeliest) continue;
    const slope = <f64>(i == u) - load<f64>(at + (i << 3));
    store<f64>(shares + (i << 3), slope);
    others += slope;
  }
  store<f64>(shares + (likeliest << 3), -others);
  addFeatures(y, shares, actions);
}

function addFeatures(y: i32, shares: usize, actions: i32): void {
  const row = place(OFFSETS) + (y << 2);
  const end = load<i32>(row, 4);
  const step = place(FEATURES) << 3;
  const trace = place(TRACE);
  for (let k = load<i32>(row); k < end; k++) {
    const value = load<f64>(place(VALUES) + (k << 3));
    let at = trace + (load<i32>(place(INDICES) + (k << 2)) << 3);
    for (let u = 0; u < actions; u++, at += step)
      store<f64>(at, load<f64>(at) + load<f64>(shares + (u << 3)) * value);
  }
}

/** z ← factor · z */
function scaleTrace(factor: f64): void {
  const by = f64x2.splat(factor);
  let at = place(TRACE);
  for (const end = at + (place(VECTORS) << 4); at < end; at += 16)
    v128.store(at, f64x2.mul(v128.load(at), by));
}

/** θ += weight · z */
function climb(weight: f64): void {
  const by = f64x2.splat(weight);
  const apart = place(TRACE) - place(THETA);
  let at = place(THETA);
  for (const end = at + (place(VECTORS) << 4); at < end; at += 16)
    v128.store(at, f64x2.add(v128.load(at), f64x2.mul(by, v128.load(at + apart))));
}

/** γ_t (r_{t+1} − b_{t+1}); updates t, r̄ and R. */
function weightOf(reward: f64): f64 {
  const steps = load<f64>(ASCENT, STEPS);
  const earlier = load<f64>(ASCENT, MEAN);
  const mean = earlier + (reward - earlier) / (steps + 1);
  const largest = max<f64>(load<f64>(ASCENT, LARGEST), abs<f64>(reward));
  store<f64>(ASCENT, steps + 1, STEPS);
  store<f64>(ASCENT, mean, MEAN);
  store<f64>(ASCENT, largest, LARGEST);
  const advantage = load<i32>(ASCENT, SUBTRACTS_MEAN) ? reward - mean : reward;
  if (advantage == 0) return 0;
  const slowed = load<f64>(ASCENT, STEP) / (1 + load<f64>(ASCENT, DECAY) * steps);
  return slowed * (load<i32>(ASCENT, IS_RELATIVE) ? advantage / largest : advantage);
}

/** Steps and learns, the first `end` rows of the columns; returns the row it comes to, which is sooner where the model ends. */
export function ascend(end: i32): i32 {
  const heads = <usize>load<u32>(FRAME, HEADS);
  const columns = <usize>load<u32>(FRAME, COLUMNS);
  const rewardShift = load<u32>(FRAME, REWARD_SHIFT);
  const rowShift = load<u32>(FRAME, ROW_SHIFT);
  const observed = <usize>load<u32>(FRAME, OBSERVED);
  const acted = <usize>load<u32>(FRAME, ACTED);
  const earned = <usize>load<u32>(FRAME, EARNED);
  const shownMask = (1 << rewardShift) - 1;
  const endMask = 1 << load<u32>(FRAME, END_SHIFT);
  const rewardMask = endMask - 1;
  const beta = load<f64>(ASCENT, BETA);
  const probabilities = place(PROBABILITIES);
  const actions = load<i32>(ASCENT, ACTIONS);
  let from = load<u32>(FRAME, FROM);
  let y = load<i32>(FRAME, SHOWN);
  let code: u32 = 0;
  let i = 0;
  while (i < end && (code & endMask) == 0) {
    scaleTrace(beta);
    const u = act(y, probabilities, actions, nextWord(POLICY_WORDS));
    addScore(y, u, probabilities, actions);
    store<i32>(observed + (i << 2), y);
    store<i32>(acted + (i << 2), u);
    const head = load<u32>(heads + ((from + u) << 2));
    code = outcome(head, columns, head & 31 ? nextWord(ENVIRONMENT_WORDS) : 0);
    const reward = rewardOf(code, rewardMask, rewardShift);
    store<f64>(earned + (i << 3), reward);
    const weight = weightOf(reward);
    if (weight != 0) climb(weight);
    from = code >>> rowShift;
    y = code & shownMask;
    i++;
  }
  store<u32>(FRAME, from, FROM);
  store<i32>(FRAME, y, SHOWN);
  store<u32>(FRAME, code & endMask, ENDED);
  return i;
}

/** The next word of xoshiro128++, whose state lies in the frame as that of lane 0. */
function nextWord(generator: usize): u32 {
  const at = FRAME + generator;
  let s0 = load<u32>(at);
  let s1 = load<u32>(at, 16);
  let s2 = load<u32>(at, 32);
  let s3 = load<u32>(at, 48);
  const word = rotl<u32>(s0 + s3, 7) + s0;
  const shifted = s1 << 9;
  s2 ^= s0;
  s3 ^= s1;
  s1 ^= s2;
  s0 ^= s3;
  store<u32>(at, s0);
  store<u32>(at, s1, 16);
  store<u32>(at, s2 ^ shifted, 32);
  store<u32>(at, rotl<u32>(s3, 11), 48);
  return word;
}
