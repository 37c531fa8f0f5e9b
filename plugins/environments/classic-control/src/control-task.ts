import type { Random, Space } from '@pomdp-gym/contracts';
import type { Scene } from './scene.js';

/** What an agent sees of a state: one number a name, between `low` and `high`. */
export interface View {
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Writes the observation of a state. */
  write(state: Float64Array, into: Float64Array): void;
}

/** One task of classic control: its equations of motion, and what can be seen of its state. */
export interface ControlTask {
  /** One name a number of the state. */
  readonly stateNames: readonly string[];
  readonly actionSpace: Space;
  /** Steps after which an episode is truncated. */
  readonly steps: number;
  /** The observation of Gymnasium. */
  readonly full: View;
  /** The same without velocities. */
  readonly positions: View;
  /** Draws the state at the start of an episode. */
  start(state: Float64Array, random: Random): void;
  /** Moves the state by one step and returns the reward. `action` is an index, or the number of an action of one dimension. */
  advance(state: Float64Array, action: number): number;
  /** Whether an episode ends in this state. */
  isOver(state: Float64Array): boolean;
  scene(state: Float64Array): Scene;
}

/** A view of some numbers of the state, each between ± its limit. */
export function viewOf(indices: readonly number[], limits: readonly number[]): View {
  return {
    low: limits.map((limit) => -limit),
    high: limits,
    write: (state, into) => indices.forEach((index, i) => (into[i] = state[index]!)),
  };
}

/** Uniform on [low, high). */
export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random.uniform();
}

/** The nearest number to `value` in [low, high]. */
export function clip(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
