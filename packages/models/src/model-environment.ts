import {
  type Action,
  type DiscreteSpace,
  type Ending,
  type Environment,
  type FiniteModel,
  type Frame,
  InputError,
  type KnownOptimum,
  modelWithCurrentNames,
  type Random,
  type TakenStep,
} from '@pomdp-gym/contracts';
import { assertRewardsInReach } from './check-rewards.js';
import { ModelSampler } from './model-sampler.js';
import { observationCount, observationNames } from './observation-names.js';
import { stateFrame } from './state-frame.js';

/** What a model's environment adds to the model. */
export interface ModelEnvironmentSettings {
  /** φ(y), one row an observation, where the problem's authors give them. */
  readonly features?: readonly (readonly number[])[];
  /** Where observations and actions are tuples: the spaces of their entries, as `DiscreteSpace.factors` has them; those of the model's agents by default. */
  readonly factors?: {
    readonly observations?: readonly DiscreteSpace[];
    readonly actions?: readonly DiscreteSpace[];
  };
  readonly optimum?: KnownOptimum;
  readonly warnings?: readonly string[];
  /** Draws the state that was entered last (or begun in), and the step that led there. Pure. Without it a frame names the state. */
  frame?(state: number, last: TakenStep | undefined): Frame;
}

/** Marks the environments of models. A global symbol, so that two copies of this package agree. */
const ORIGINAL: unique symbol = Symbol.for('pomdp-gym/model-environment/3');

/** The methods that draw from the tables, as they come. */
type Original = Pick<Environment, 'reset' | 'step'>;

/**
 * The environment of a model: it samples the tables that exact analysis and solvers read. A simulator may draw from
 * `sampler` in place of calling `reset` and `step`, so long as neither is overridden; a subclass that overrides one is
 * stepped call by call, and still has to follow `model()`.
 */
export class ModelEnvironment implements Environment {
  readonly observationSpace: DiscreteSpace;
  readonly actionSpace: DiscreteSpace;
  readonly task: 'continuing' | 'episodic';
  readonly optimum?: KnownOptimum;
  readonly warnings?: readonly string[];
  readonly [ORIGINAL]: Original = ModelEnvironment.prototype;
  private readonly result = { observation: 0, reward: 0, ending: 'none' as Ending };
  private readonly definition: FiniteModel;
  private readonly drawn = { state: 0, observation: 0, reward: 0 };
  private tables: ModelSampler | undefined;
  private random: Random | undefined;
  private current = -1;
  private entered = -1;
  private action = -1;

  /** Throws an InputError where rewards are so large that what is computed from them overflows. */
  constructor(
    model: FiniteModel,
    private readonly settings: ModelEnvironmentSettings = {},
  ) {
    const definition = modelWithCurrentNames(model);
    this.definition = definition;
    assertRewardsInReach(definition);
    this.observationSpace = observationSpace(definition, settings);
    this.actionSpace = actionSpace(definition, settings);
    this.task = definition.terminal?.includes(1) ? 'episodic' : 'continuing';
    if (settings.optimum) this.optimum = settings.optimum;
    if (settings.warnings) this.warnings = settings.warnings;
  }

  model(): FiniteModel {
    return this.definition;
  }

  /** The tables this environment draws from, for the tabular kernel: made when they are first needed. */
  get sampler(): ModelSampler {
    return (this.tables ??= new ModelSampler(this.definition));
  }

  /** s_t, for tests and renderers only: no agent sees it. −1 before the first reset and after an ending. */
  get state(): number {
    return this.current;
  }

  reset(random: Random): number {
    this.random = random;
    this.current = this.entered = this.sampler.drawStart(random);
    this.action = -1;
    return this.sampler.drawInitialObservation(this.current, random);
  }

  step(action: Action): { observation: number; reward: number; ending: Ending } {
    const { random, current: state } = this;
    if (!random || state < 0)
      throw new Error('The episode is over or has not begun: call reset before step.');
    const u = action as number;
    const { actions } = this.definition;
    if (!(u >= 0 && u < actions)) {
      throw new RangeError(`There is no action ${u}; the actions are 0 to ${actions - 1}.`);
    }
    const { result, drawn } = this;
    this.sampler.draw(state, u, random, drawn);
    const next = drawn.state;
    result.observation = drawn.observation;
    result.reward = drawn.reward;
    const ended = this.definition.terminal?.[next] === 1;
    result.ending = ended ? 'terminated' : 'none';
    this.current = ended ? -1 : next;
    this.entered = next;
    this.action = u;
    return result;
  }

  save(): SavedEpisode {
    const { current: state, entered, action, result } = this;
    return { state, entered, action, ...result };
  }

  restore(saved: unknown, random: Random): void {
    const { states, actions } = this.definition;
    if (!isSavedEpisode(saved) || saved.state >= states || saved.action >= actions)
      throw new InputError(`This is no episode that was saved from a model of ${states} states.`);
    const { state, entered, action, observation, reward, ending } = saved;
    Object.assign(this.result, { observation, reward, ending });
    this.random = random;
    this.current = state;
    this.entered = entered;
    this.action = action;
  }

  frame(): Frame {
    return this.drawing(this.shown(), this.lastStep());
  }

  /** What a state of the model looks like where nothing has been done: for pictures of what may be, such as a belief. */
  frameOf(state: number): Frame {
    const { states } = this.definition;
    if (!(state >= 0 && state < states))
      throw new RangeError(`There is no state ${state}; the states are 0 to ${states - 1}.`);
    return this.drawing(state, undefined);
  }

  private drawing(state: number, last: TakenStep | undefined): Frame {
    return this.settings.frame?.(state, last) ?? stateFrame(this.definition, state);
  }

  /** Unlike `state`, still the state entered last after an ending: that is what a picture shows then. */
  private shown(): number {
    if (this.entered < 0) throw new Error('There is nothing to draw yet: call reset before frame.');
    return this.entered;
  }

  private lastStep(): TakenStep | undefined {
    return this.action < 0 ? undefined : { action: this.action, ...this.result };
  }
}

/** Where an episode stands: the state acted in (−1 outside an episode), the one entered last, and the step that led there. */
interface SavedEpisode {
  readonly state: number;
  readonly entered: number;
  readonly action: number;
  readonly observation: number;
  readonly reward: number;
  readonly ending: Ending;
}

function isSavedEpisode(saved: unknown): saved is SavedEpisode {
  if (typeof saved !== 'object' || saved === null) return false;
  const parts = new Map<string, unknown>(Object.entries(saved));
  const numbers = ['state', 'entered', 'action', 'observation', 'reward'];
  return (
    numbers.every((name) => Number.isFinite(parts.get(name))) &&
    ['none', 'terminated'].includes(String(parts.get('ending')))
  );
}

/**
 * Whether the environment still draws from its tables. False if a subclass or the instance overrides `reset` or `step`. A
 * symbol marks environments that another copy of this package made.
 */
export function drawsFromItsModel(environment: Environment): environment is ModelEnvironment {
  const marked: Environment & { readonly [ORIGINAL]?: Original } = environment;
  const original = marked[ORIGINAL];
  return original !== undefined && environment.reset === original.reset && environment.step === original.step;
}

function observationSpace(
  model: FiniteModel,
  { features, factors }: ModelEnvironmentSettings,
): DiscreteSpace {
  const labels = observationNames(model);
  return {
    kind: 'discrete',
    size: observationCount(model),
    ...(labels && { labels }),
    ...(features && { features }),
    ...factored(factors?.observations ?? model.agents?.map(({ observations }) => observations)),
  };
}

function actionSpace(
  { actions, labels, agents }: FiniteModel,
  { factors }: ModelEnvironmentSettings,
): DiscreteSpace {
  return {
    kind: 'discrete',
    size: actions,
    ...(labels.actions && { labels: labels.actions }),
    ...factored(factors?.actions ?? agents?.map((agent) => agent.actions)),
  };
}

function factored(factors: readonly DiscreteSpace[] | undefined): Pick<DiscreteSpace, 'factors'> {
  return factors ? { factors } : {};
}
