import {
  type Action,
  type BoxSpace,
  type Ending,
  type Environment,
  type Frame,
  InputError,
  type Random,
  type Space,
} from '@pomdp-gym/contracts';
import { drawNormal } from '@pomdp-gym/numerics';
import type { ControlTask, View } from './control-task.js';
import type { ObservationOptions } from './observation-options.js';
import { scenePicture } from './scene-picture.js';
import { sceneSvg } from './scene-svg.js';

/** The environment of a task of classic control. It has no model: its states are uncountable. */
export class ControlEnvironment implements Environment {
  readonly observationSpace: BoxSpace;
  readonly actionSpace: Space;
  readonly task = 'episodic';
  private readonly view: View;
  /** Standard deviation of the noise on each number that is seen. */
  private readonly noise: number;
  private readonly current: Float64Array;
  private readonly shown: Float64Array;
  private readonly result;
  private random: Random | undefined;
  private stepsTaken = 0;
  private isPlaying = false;

  constructor(
    private readonly definition: ControlTask,
    { observe, noise }: ObservationOptions,
  ) {
    this.view = observe === 'positions' ? definition.positions : definition.full;
    this.noise = observe === 'noisy' ? noise : 0;
    const limit = (limits: readonly number[], beyond: number) =>
      this.noise > 0 ? limits.map(() => beyond) : limits;
    const { low, high } = this.view;
    this.observationSpace = { kind: 'box', low: limit(low, -Infinity), high: limit(high, Infinity) };
    this.actionSpace = definition.actionSpace;
    this.current = new Float64Array(definition.stateNames.length);
    this.shown = new Float64Array(low.length);
    this.result = { observation: this.shown, reward: 0, ending: 'none' as Ending };
  }

  /** The hidden state, for tests and renderers. Lent. */
  get state(): ArrayLike<number> {
    return this.current;
  }

  reset(random: Random): Float64Array {
    this.random = random;
    this.stepsTaken = 0;
    this.isPlaying = true;
    this.definition.start(this.current, random);
    return this.observe(random);
  }

  step(action: Action): { observation: Float64Array; reward: number; ending: Ending } {
    const { random, definition, current, result } = this;
    if (!random || !this.isPlaying)
      throw new Error('The episode is over or has not begun: call reset before step.');
    result.reward = definition.advance(current, this.actionNumber(action));
    this.stepsTaken++;
    result.ending = this.ending();
    this.isPlaying = result.ending === 'none';
    this.observe(random);
    return result;
  }

  frame(): Frame {
    if (!this.random) throw new Error('There is nothing to draw yet: call reset before frame.');
    const { current, definition } = this;
    const scene = definition.scene(current);
    const facts = definition.stateNames.map((name, i) => [name, current[i]!.toFixed(3)]);
    return { picture: scenePicture(scene), svg: sceneSvg(scene), facts: Object.fromEntries(facts) };
  }

  save(): SavedEpisode {
    return { state: [...this.current], steps: this.stepsTaken, playing: this.isPlaying };
  }

  restore(saved: unknown, random: Random): void {
    if (!isSavedEpisode(saved) || saved.state.length !== this.current.length)
      throw new InputError(
        `This is no saved episode of a task whose state has ${this.current.length} numbers.`,
      );
    this.random = random;
    this.current.set(saved.state);
    this.stepsTaken = saved.steps;
    this.isPlaying = saved.playing;
  }

  private ending(): Ending {
    if (this.definition.isOver(this.current)) return 'terminated';
    return this.stepsTaken >= this.definition.steps ? 'truncated' : 'none';
  }

  private actionNumber(action: Action): number {
    const { actionSpace } = this;
    if (actionSpace.kind === 'discrete') {
      if (typeof action === 'number' && action >= 0 && action < actionSpace.size) return action;
      throw new RangeError(
        `There is no action ${String(action)}; the actions are 0 to ${actionSpace.size - 1}.`,
      );
    }
    if (typeof action !== 'number' && action.length === 1 && !Number.isNaN(action[0])) return action[0]!;
    throw new RangeError(`An action is a row of one number, not ${String(action)}.`);
  }

  private observe(random: Random): Float64Array {
    const { shown, noise } = this;
    this.view.write(this.current, shown);
    if (noise > 0) for (let i = 0; i < shown.length; i++) shown[i]! += noise * drawNormal(random);
    return shown;
  }
}

/** The state, the steps since the reset, and whether the episode goes on. */
interface SavedEpisode {
  readonly state: readonly number[];
  readonly steps: number;
  readonly playing: boolean;
}

function isSavedEpisode(saved: unknown): saved is SavedEpisode {
  if (typeof saved !== 'object' || saved === null) return false;
  const { state, steps, playing }: Partial<Record<keyof SavedEpisode, unknown>> = saved;
  const isState = Array.isArray(state) && state.every((value) => Number.isFinite(value));
  return isState && Number.isSafeInteger(steps) && typeof playing === 'boolean';
}
