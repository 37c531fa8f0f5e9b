import type {
  Action,
  DiscreteSpace,
  Ending,
  Environment,
  FiniteModel,
  KnownOptimum,
  Random,
} from '@pomdp-gym/contracts';
import { drawEntry, ModelSampler } from './model-sampler.js';

/** What a model's environment adds to the model. */
export interface ModelEnvironmentSettings {
  /** φ(y), one row an observation, where the problem's authors give them. */
  readonly features?: readonly (readonly number[])[];
  readonly optimum?: KnownOptimum;
}

/** How many observations an agent of this model can see: one more than the model's where y_0 is not defined. */
export function observationCount(model: FiniteModel): number {
  return model.initialEmissions ? model.observations : model.observations + 1;
}

/** The environment of a model: it samples the very tables that exact analysis and solvers read. */
export class ModelEnvironment implements Environment {
  readonly observationSpace: DiscreteSpace;
  readonly actionSpace: DiscreteSpace;
  readonly task: 'continuing' | 'episodic';
  readonly optimum?: KnownOptimum;
  private readonly sampler: ModelSampler;
  private readonly result = { observation: 0, reward: 0, ending: 'none' as Ending };
  private random: Random | undefined;
  private current = -1;

  constructor(
    private readonly definition: FiniteModel,
    settings: ModelEnvironmentSettings = {},
  ) {
    this.sampler = new ModelSampler(definition);
    this.observationSpace = observationSpace(definition, settings.features);
    const { actions, labels } = definition;
    this.actionSpace = { kind: 'discrete', size: actions, ...(labels.actions && { labels: labels.actions }) };
    this.task = definition.terminal?.includes(1) ? 'episodic' : 'continuing';
    if (settings.optimum) this.optimum = settings.optimum;
  }

  model(): FiniteModel {
    return this.definition;
  }

  /** s_t, for tests and renderers only: no agent sees it. −1 before the first reset and after an ending. */
  get state(): number {
    return this.current;
  }

  reset(random: Random): number {
    this.random = random;
    this.current = this.sampler.drawStart(random);
    return this.sampler.drawInitialObservation(this.current, random);
  }

  step(action: Action): { observation: number; reward: number; ending: Ending } {
    const { random, current: state } = this;
    if (!random || state < 0)
      throw new Error('The episode is over or has not begun: call reset before step.');
    const u = action as number;
    const transitions = this.definition.transitions[u];
    const emissions = this.definition.emissions[u];
    if (!transitions || !emissions) {
      throw new RangeError(`There is no action ${u}; the actions are 0 to ${this.definition.actions - 1}.`);
    }
    const k = drawEntry(
      this.sampler.transitionThresholds[u]!,
      transitions.offsets[state]!,
      transitions.offsets[state + 1]!,
      random,
    );
    const next = transitions.indices[k]!;
    const begin = emissions.offsets[next]!;
    const j = drawEntry(this.sampler.emissionThresholds[u]!, begin, emissions.offsets[next + 1]!, random);
    const { values, offsets } = this.definition.rewards[u]!;
    const { result } = this;
    result.observation = emissions.indices[j]!;
    result.reward = values[offsets ? offsets[k]! + j - begin : k]!;
    const ended = this.definition.terminal?.[next] === 1;
    result.ending = ended ? 'terminated' : 'none';
    this.current = ended ? -1 : next;
    return result;
  }
}

function observationSpace(model: FiniteModel, features?: readonly (readonly number[])[]): DiscreteSpace {
  const size = observationCount(model);
  const named = model.labels.observations;
  const labels = named && (size > model.observations ? [...named, 'nothing yet'] : named);
  return { kind: 'discrete', size, ...(labels && { labels }), ...(features && { features }) };
}
