import {
  type Action,
  type Environment,
  type FiniteModel,
  type Frame,
  InputError,
  type KnownOptimum,
  type Observation,
  type Random,
  type Space,
  type StepResult,
} from '@pomdp-gym/contracts';

/** What a wrapper remembers within an episode. Both methods go through JSON, as those of an environment do. */
export interface WrapperMemory {
  save(): unknown;
  /** Throws an InputError where this is no such memory. */
  restore(saved: unknown): void;
}

/** What a wrapper changes of an environment. What is left out stays as it is. */
export interface EnvironmentChanges {
  readonly observationSpace?: Space;
  readonly actionSpace?: Space;
  readonly task?: Environment['task'];
  /** η* of the wrapped problem; undefined where it is not known. */
  readonly optimum: KnownOptimum | undefined;
  /** What a person should know besides the warnings of the inner environment. */
  readonly warnings?: readonly string[];
  /** The model of the wrapped problem, from that of the inner one; absent where it has no model, as of too many states. */
  readonly model?: ((inner: FiniteModel) => FiniteModel) | undefined;
  /** What is seen first, from the first observation of the inner environment. It begins the memory of an episode. */
  begin?(observation: Observation, random: Random): Observation;
  /** The action of the inner environment. */
  act?(action: Action): Action;
  /** Changes the step in place, after the inner environment has taken it by `action`, which is that of the wrapper. */
  change?(step: ChangedStep, random: Random, action: Action): void;
  readonly memory?: WrapperMemory;
}

/** A step on its way out; it holds what the inner environment returned. */
export type ChangedStep = { -readonly [K in keyof StepResult]: StepResult[K] };

/** Puts changes around an environment. Picture, warnings, saving and the source of chance are those of the inner one. */
export function wrapEnvironment(inner: Environment, changes: EnvironmentChanges): Environment {
  return new WrappedEnvironment(inner, changes);
}

class WrappedEnvironment implements Environment {
  readonly observationSpace: Space;
  readonly actionSpace: Space;
  readonly task: Environment['task'];
  readonly optimum?: KnownOptimum;
  readonly warnings?: readonly string[];
  readonly model?: () => FiniteModel;
  readonly frame?: () => Frame;
  readonly save?: () => unknown;
  readonly restore?: (saved: unknown, random: Random) => void;
  private readonly result: ChangedStep = { observation: 0, reward: 0, ending: 'none' };
  private random: Random | undefined;
  private over = true;

  constructor(
    private readonly inner: Environment,
    private readonly changes: EnvironmentChanges,
  ) {
    this.observationSpace = changes.observationSpace ?? inner.observationSpace;
    this.actionSpace = changes.actionSpace ?? inner.actionSpace;
    this.task = changes.task ?? inner.task;
    const warnings = [...(inner.warnings ?? []), ...(changes.warnings ?? [])];
    if (warnings.length > 0) this.warnings = warnings;
    if (changes.optimum) this.optimum = changes.optimum;
    if (inner.model && changes.model) this.model = once(inner.model.bind(inner), changes.model);
    if (inner.frame) this.frame = inner.frame.bind(inner);
    if (inner.save && inner.restore) {
      this.save = () => this.saved();
      this.restore = (saved, random) => this.goOn(saved, random);
    }
  }

  reset(random: Random): Observation {
    const { inner, changes } = this;
    this.random = random;
    const first = inner.reset(random);
    this.over = false;
    return changes.begin?.(first, random) ?? first;
  }

  step(action: Action): StepResult {
    const { inner, changes, result, random } = this;
    if (!random || this.over)
      throw new Error('The episode is over or has not begun: call reset before step.');
    const { observation, reward, ending } = inner.step(changes.act?.(action) ?? action);
    result.observation = observation;
    result.reward = reward;
    result.ending = ending;
    changes.change?.(result, random, action);
    this.over = result.ending !== 'none';
    return result;
  }

  private saved(): SavedWrapper {
    const { inner, changes, over } = this;
    return { inner: inner.save?.(), over, memory: changes.memory?.save() ?? null };
  }

  private goOn(saved: unknown, random: Random): void {
    const { inner, over, memory } = savedWrapper(saved);
    this.changes.memory?.restore(memory);
    this.inner.restore?.(inner, random);
    this.over = over;
    this.random = random;
  }
}

function once(inner: () => FiniteModel, change: (model: FiniteModel) => FiniteModel): () => FiniteModel {
  let model: FiniteModel | undefined;
  return () => (model ??= change(inner()));
}

/** Where an episode of a wrapped environment stands. */
interface SavedWrapper {
  readonly inner: unknown;
  readonly over: boolean;
  readonly memory: unknown;
}

function savedWrapper(saved: unknown): SavedWrapper {
  if (
    typeof saved === 'object' &&
    saved !== null &&
    'inner' in saved &&
    'over' in saved &&
    'memory' in saved
  ) {
    const { inner, over, memory } = saved;
    if (typeof over === 'boolean') return { inner, over, memory };
  }
  throw new InputError('This is no episode that was saved from a wrapped environment.');
}
