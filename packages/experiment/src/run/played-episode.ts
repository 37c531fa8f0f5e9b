import type {
  Action,
  Environment,
  FiniteModel,
  Frame,
  KnownOptimum,
  Observation,
  Policy,
  Space,
  StepResult,
} from '@pomdp-gym/contracts';
import { initialBelief, updateBelief } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { DecidingAgent, type Decision } from './deciding-agent.js';

/** One step of a game, as it was played. Plain data. */
export interface GameStep {
  readonly action: string;
  readonly observation: string;
  readonly reward: number;
  readonly ending: StepResult['ending'];
  /** Where an agent acts: the probability of each action before it was drawn; null where that is not known. */
  readonly probabilities?: readonly number[] | null;
}

/** What an agent is about to do. */
export interface Intent {
  readonly action: string;
  /** A number an action; null where that is not known. */
  readonly probabilities: Float64Array | null;
  /** The memory node that it acts from; null where it has no finite memory. */
  readonly node: number | null;
}

/** What may be known of an episode at one moment. Plain data, which threads can send. */
export interface Moment {
  /** P(s_t | all that was seen and done), S numbers; null without a model, and once the episode is over. */
  readonly belief: Float64Array | null;
  /** The hidden state; null where the environment has no picture of it. */
  readonly frame: Frame | null;
  /** The sum of the rewards so far. */
  readonly total: number;
  /** Σ γ^t r_{t+1} so far, for a model with a discount. */
  readonly discounted: number;
  /** Where an agent acts: what it does next; null once the episode is over. */
  readonly intent?: Intent | null;
}

/** What a game begins with. Plain data. */
export interface Opening {
  readonly actionSpace: Space;
  /** Names of the states, where they have names. */
  readonly stateLabels: readonly string[] | null;
  readonly optimum: KnownOptimum | null;
  /** What a person should know of the environment. */
  readonly warnings: readonly string[];
  /** What is seen first, before any action. */
  readonly first: string;
  readonly moment: Moment;
}

/** A step, and what may be known after it. */
export interface Turn {
  readonly step: GameStep;
  readonly moment: Moment;
}

/** One episode of an environment, with the exact belief along the way; an agent may be there to act in it. */
export class PlayedEpisode {
  readonly opening: Opening;
  private readonly model: FiniteModel | undefined;
  private belief: Float64Array | undefined;
  private steps = 0;
  private total = 0;
  private discounted = 0;
  private readonly agent: DecidingAgent | undefined;
  private decision: Decision | undefined;

  constructor(
    private readonly environment: Environment,
    seed: number,
    policy?: Policy,
  ) {
    this.model = environment.model?.();
    const observation = environment.reset(randomStream(seed, 'environment'));
    this.belief = this.model && initialBelief(this.model, Number(observation));
    this.agent = policy && new DecidingAgent(policy, environment, randomStream(seed, 'policy'));
    this.decision = this.agent?.decide(observation);
    this.opening = {
      actionSpace: environment.actionSpace,
      stateLabels: this.model?.labels.states ?? null,
      optimum: environment.optimum ?? null,
      warnings: environment.warnings ?? [],
      first: nameOf(observation, environment.observationSpace),
      moment: this.moment(),
    };
  }

  /** Takes the step that the agent has decided on. */
  follow(): Turn {
    const { decision } = this;
    if (!decision) throw new Error('No agent acts in this episode, or it is over.');
    const { step, moment } = this.take(decision.action);
    const probabilities = decision.probabilities && [...decision.probabilities];
    return { step: { ...step, probabilities }, moment };
  }

  /** Takes one step. */
  take(action: Action): Turn {
    const { environment, model } = this;
    const { observation, reward, ending } = environment.step(action);
    this.discounted += (model?.discount ?? 1) ** this.steps * reward;
    this.total += reward;
    this.steps++;
    this.belief =
      model && this.belief && ending === 'none'
        ? updateBelief(model, this.belief, Number(action), Number(observation))
        : undefined;
    this.decision = ending === 'none' ? this.agent?.decide(observation) : undefined;
    const step = {
      action: nameOf(action, environment.actionSpace),
      observation: nameOf(observation, environment.observationSpace),
      reward,
      ending,
    };
    return { step, moment: this.moment() };
  }

  private moment(): Moment {
    const { belief = null, total, discounted, environment } = this;
    const frame = environment.frame?.() ?? null;
    return { belief, frame, total, discounted, ...(this.agent && { intent: this.intent() }) };
  }

  private intent(): Intent | null {
    const { decision, environment } = this;
    if (!decision) return null;
    const { action, probabilities, node } = decision;
    return { action: nameOf(action, environment.actionSpace), probabilities, node };
  }
}

/** A point of a space in words: its name or number, or its numbers. */
function nameOf(point: Action | Observation, space: Space): string {
  if (typeof point !== 'number') return Array.from(point, (value) => value.toPrecision(4)).join(', ');
  return (space.kind === 'discrete' && space.labels?.[point]) || String(point);
}
