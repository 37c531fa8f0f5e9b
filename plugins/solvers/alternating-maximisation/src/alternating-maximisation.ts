import {
  type FiniteModel,
  type FiniteStateController,
  InputError,
  type Policy,
  type Solver,
  solver,
  type SolverProgress,
} from '@pomdp-gym/contracts';
import {
  ModelEnvironment,
  parseTeam,
  requireFit,
  TeamPolicy,
  type TeamSpaces,
  teamSpaces,
} from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { rewardSpan } from '@pomdp-gym/planning';
import { z } from 'zod';
import { bestResponse } from './best-response.js';
import { HorizonResponse } from './horizon-response.js';
import { improveRows, type ValuedLaw } from './improve-rows.js';
import { horizonBound, jointBound } from './joint-bound.js';
import { OwnValue } from './own-value.js';
import { randomLaw, randomPlan } from './random-laws.js';
import { responseModel } from './response-model.js';

const options = z.strictObject({
  start: z
    .string()
    .default('')
    .describe(
      'The text of a team (.team) to start from, start=file:tigers.team reads it; none: random ones.',
    ),
  nodes: z.int().min(1).max(1000).default(3).describe('Memory nodes of each agent of a random start.'),
  most: z
    .int()
    .min(1)
    .max(1000)
    .default(20)
    .describe('The most nodes that a best response may have in place of the controller it improves.'),
  starts: z.int().min(1).default(10).describe('How many random starts are tried.'),
  seed: z.int().min(0).default(0).describe('The seed of the random starts.'),
  horizon: z
    .int()
    .min(1)
    .max(20)
    .nullable()
    .default(null)
    .describe('The number of steps to plan for, which are then repeated; none: without end.'),
  discount: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .default(null)
    .describe('γ to plan with; none: the one that the model states. 1 needs a horizon.'),
});

type Options = z.infer<typeof options>;

/** Gains below this part of what can be earned are rounding. */
const ROUNDING = 1e-11;

/** R. Nair, M. Tambe, M. Yokoo, D. Pynadath, S. Marsella, Taming Decentralized POMDPs, IJCAI 2003 (JESP). */
export const alternatingMaximisation = solver({
  id: 'alternating-maximisation',
  summary:
    'JESP: improves a team agent by agent, each against what the others do, until no agent alone gains.',
  options,
  deterministic: true,
  create: (chosen): Solver => ({ solve: (model, signal) => new Alternation(model, chosen).run(signal) }),
});

/** The laws of all agents, and what they earn from the start. */
interface ValuedTeam {
  readonly laws: readonly FiniteStateController[];
  readonly value: number;
}

/** One solve: start after start, round after round, agent after agent. */
class Alternation {
  private readonly model: FiniteModel;
  private readonly spaces: TeamSpaces;
  private readonly discount: number;
  private readonly least: number;
  private best: ValuedTeam | undefined;
  private upper = Infinity;
  private responses = 0;
  private tried = 0;

  constructor(
    model: FiniteModel,
    private readonly options: Options,
  ) {
    this.model = model.agents ? model : withOneAgent(model);
    this.spaces = teamSpaces(new ModelEnvironment(this.model));
    this.discount = discountOf(model, options);
    const steps = options.horizon ?? 1 / (1 - this.discount);
    this.least = ROUNDING * Math.max(rewardSpan(model) * steps, Number.MIN_VALUE);
  }

  async *run(signal: AbortSignal): AsyncGenerator<SolverProgress, Policy, undefined> {
    this.consider(this.valued(this.firstLaws(0)));
    const bound = this.bound();
    let step = bound.next();
    for (; !step.done; step = bound.next()) {
      yield this.report();
      if (signal.aborted) return this.policy();
    }
    const excess = this.best!.value - step.value;
    // Two computations of one number differ by rounding; a bound that a team exceeds by more is wrong, and is shown as it is.
    this.upper = excess > 0 && excess <= this.least ? this.best!.value : step.value;
    const starts = this.options.start === '' ? this.options.starts : 1;
    for (this.tried = 0; this.tried < starts; this.tried++) {
      const climb = this.climb(this.valued(this.firstLaws(this.tried)));
      while (!climb.next().done) {
        yield this.report();
        if (signal.aborted) return this.policy();
      }
    }
    yield this.report();
    return this.policy();
  }

  /** Goes round until no agent gains: each response is taken only where the team earns more. Yields now and then. */
  private *climb(team: ValuedTeam): Generator<undefined> {
    let current = team;
    this.consider(current);
    for (let idle = 0, agent = 0; idle < current.laws.length; agent = (agent + 1) % current.laws.length) {
      const found = yield* this.respond(current.laws, agent);
      this.responses++;
      const gains = found.value > current.value + this.least;
      idle = gains ? 1 : idle + 1;
      if (!gains) continue;
      current = { laws: current.laws.map((law, i) => (i === agent ? found.law : law)), value: found.value };
      this.consider(current);
      yield;
    }
  }

  private *respond(laws: readonly FiniteStateController[], agent: number): Generator<undefined, ValuedLaw> {
    const { options, discount, least } = this;
    const response = responseModel(this.model, this.spaces, laws, agent);
    if (options.horizon !== null) return new HorizonResponse(response, options.horizon, discount).best();
    const kept = yield* improveRows(response, laws[agent]!, discount, least);
    const other = yield* bestResponse(response, discount, options.most);
    if (!other) return kept;
    const value = new OwnValue(response, other, discount).value;
    return value > kept.value + least ? { law: other, value } : kept;
  }

  private firstLaws(start: number): readonly FiniteStateController[] {
    const { options, spaces } = this;
    if (options.start !== '') return parseTeam(options.start, 'The team to start from');
    const random = randomStream(options.seed, 'alternating-maximisation', start);
    return spaces.agents.map((agent) =>
      options.horizon === null
        ? randomLaw(agent, options.nodes, random)
        : randomPlan(agent, options.horizon, random),
    );
  }

  /** What a team earns: that of its first agent's controller while the others keep to theirs. */
  private valued(laws: readonly FiniteStateController[]): ValuedTeam {
    const { options, discount } = this;
    requireFit(laws, this.spaces);
    const response = responseModel(this.model, this.spaces, laws, 0);
    if (options.horizon === null) return { laws, value: new OwnValue(response, laws[0]!, discount).value };
    return { laws, value: new OwnValue(response, laws[0]!, discount).valueOf(options.horizon) };
  }

  private consider(team: ValuedTeam): void {
    if (!this.best || team.value > this.best.value) this.best = team;
  }

  private *bound(): Generator<undefined, number> {
    const { horizon } = this.options;
    if (horizon !== null) return horizonBound(this.model, horizon, this.discount);
    return yield* jointBound(this.model, this.discount);
  }

  private report(): SolverProgress {
    const { best, upper, responses, tried } = this;
    return { lower: best!.value, upper, work: responses, detail: { responses, starts: tried } };
  }

  private policy(): TeamPolicy {
    return new TeamPolicy(this.best!.laws, this.spaces);
  }
}

function discountOf(model: FiniteModel, { discount, horizon }: Options): number {
  const gamma = discount ?? model.discount ?? (horizon === null ? undefined : 1);
  if (gamma !== undefined && (gamma < 1 || horizon !== null)) return gamma;
  throw new InputError(
    'Alternating maximisation without a horizon needs a discount below 1: give one, as in alternating-maximisation:discount=.9, or a horizon.',
  );
}

function withOneAgent(model: FiniteModel): FiniteModel {
  const space = (size: number) => ({ kind: 'discrete', size }) as const;
  return { ...model, agents: [{ actions: space(model.actions), observations: space(model.observations) }] };
}
