import {
  type Action,
  type Column,
  controllerOf,
  isParametric,
  type Observation,
  type Point,
  type Policy,
  type Random,
  type Space,
  type Spaces,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { exp } from '@pomdp-gym/numerics';

/** What an agent decides on, once it has observed. */
export interface Decision {
  readonly action: Action;
  /** μ(u | what it observed and remembers), a number an action; null where that is not known. */
  readonly probabilities: Float64Array | null;
  /** The memory node that it acts from; null where it has no finite memory. */
  readonly node: number | null;
}

/** A policy that acts in an episode, with the law that each action is drawn from. */
export class DecidingAgent {
  private readonly chance: CountedChance;

  constructor(
    private readonly policy: Policy,
    private readonly spaces: Spaces,
    random: Random,
  ) {
    this.chance = new CountedChance(random);
    policy.reset(this.chance);
  }

  /** Acts on what it observes: the next action, and its law. */
  decide(observation: Observation): Decision {
    const { policy, chance } = this;
    const before = copyOf(policy.memory?.());
    const drawn = chance.drawn;
    const action = copyOf(policy.act(observation))!;
    const certain = chance.drawn === drawn;
    const law = lawOf(policy, { observation, action, before, after: policy.memory?.() }, this.spaces);
    const node = typeof before === 'number' ? before : null;
    return { action, probabilities: law ?? (certain ? this.alone(action) : null), node };
  }

  /** All probability on one action: it was chosen without chance. */
  private alone(action: Action): Float64Array | null {
    const { actionSpace } = this.spaces;
    if (actionSpace.kind !== 'discrete' || typeof action !== 'number') return null;
    return new Float64Array(actionSpace.size).fill(1, action, action + 1);
  }
}

/** One step of a policy: what it observed, did and remembered. */
interface PolicyStep {
  readonly observation: Observation;
  readonly action: Action;
  readonly before: Point | undefined;
  readonly after: Point | undefined;
}

function lawOf(policy: Policy, step: PolicyStep, { actionSpace, observationSpace }: Spaces) {
  if (actionSpace.kind !== 'discrete') return undefined;
  return (
    byController(policy, step, actionSpace.size) ??
    byLogarithms(policy, step, actionSpace.size, observationSpace)
  );
}

/** ψ(· | m, y) of a finite-state controller. */
function byController(policy: Policy, { observation, before = 0 }: PolicyStep, actions: number) {
  const law = controllerOf(policy);
  if (!law || law.actions !== actions || typeof observation !== 'number' || typeof before !== 'number')
    return undefined;
  const row = (before * law.observations + observation) * actions;
  return law.actionProbabilities.slice(row, row + actions);
}

/** The probabilities of the actions may miss a sum of one by this much, by rounding. */
const ROUNDING = 1e-6;

/** The probability of each action by the policy's own logarithm; undefined where what it remembers decides too. */
function byLogarithms(
  policy: Policy,
  step: PolicyStep,
  actions: number,
  space: Space,
): Float64Array | undefined {
  if (!isParametric(policy) || !policy.logProbability) return undefined;
  const probabilities = Float64Array.from({ length: actions }, (_, action) =>
    exp(policy.logProbability!(rowOf({ ...step, action }, space, policy.memorySpace), 0)),
  );
  const sum = probabilities.reduce((total, each) => total + each, 0);
  return Math.abs(sum - 1) <= ROUNDING ? probabilities : undefined;
}

function rowOf(
  { observation, action, before, after }: PolicyStep,
  space: Space,
  memorySpace?: Space,
): StepBatch {
  const memory =
    memorySpace && before !== undefined && after !== undefined
      ? { before: column(before, memorySpace), after: column(after, memorySpace) }
      : undefined;
  return {
    length: 1,
    observations: column(observation, space),
    actions: { width: 0, values: Int32Array.of(Number(action)) },
    rewards: new Float64Array(1),
    ending: 'none',
    ...(memory && { memory }),
  };
}

function column(point: Point, space: Space): Column {
  if (space.kind === 'box')
    return { width: space.low.length, values: Float64Array.from(point as Float64Array) };
  return { width: 0, values: Int32Array.of(Number(point)) };
}

function copyOf<P extends Point | undefined>(point: P): P {
  return (point instanceof Float64Array ? point.slice() : point) as P;
}

/** A stream that counts what is drawn from it. */
class CountedChance implements Random {
  drawn = 0;

  constructor(private readonly random: Random) {}

  uint32(): number {
    this.drawn++;
    return this.random.uint32();
  }

  uniform(): number {
    this.drawn++;
    return this.random.uniform();
  }
}
