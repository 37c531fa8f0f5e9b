import type { Observation, ParametricPolicy, Random, Spaces, StepBatch } from '@pomdp-gym/contracts';
import { addScaled, dot, norm, randomStream } from '@pomdp-gym/numerics';
import { actedRow, batchOf } from './batches.js';
import { type Check, demand } from './check.js';
import { drawParameters } from './draw-parameters.js';
import { drawPoint } from './points.js';

/**
 * Independent terms of mean zero, their sum over the root of the sum of their squares: beyond seven once in 2·10¹⁰ where they
 * are symmetric (Hoeffding: 2 exp(−7²/2)), about once in 4·10¹¹ where they are many.
 */
const CRITICAL = 7;
/** The rate at which one sum is beyond that, at most. */
const SUM_RATE = 5e-11;
/** Places at which the mean of the score is looked at. */
const PLACES = 3;
const DRAWS = 5000;
/** The weights of the slopes at the five points of a direction, in 45ths of half its length (Boole). */
const BOOLE = [7, 32, 12, 32, 7];
/** To see how far apart the points of a direction can be. */
const PILOT_DRAWS = 500;
/** How far θ is moved to either side, where neither what is observed nor the score is larger than one. */
const REACH = 0.5;
/** Parameters that are moved by themselves; all are moved together too. */
const SINGLE = 8;

/** The rules of a score where no table says what the law is, and only draws tell. */
export function chanceChecks(create: () => ParametricPolicy, spaces: Spaces, seed: number): Check[] {
  const parameters = create().parameters.length;
  return [
    {
      name: 'The mean of the score under μ is zero, as far as chance lets see.',
      falseAlarmRate: PLACES * parameters * SUM_RATE,
      run: () => meanScoreIsNearZero(create(), spaces, seed),
    },
    {
      name: 'μ moves with θ as the score says, as far as chance lets see.',
      falseAlarmRate: (1 + Math.min(parameters, SINGLE)) * SUM_RATE,
      run: () => lawFollowsScore(create(), spaces, seed),
    },
  ];
}

function meanScoreIsNearZero(policy: ParametricPolicy, spaces: Spaces, seed: number): void {
  const random = randomStream(seed, 'mean score', 'parameters');
  const choices = randomStream(seed, 'mean score', 'policy');
  const K = policy.parameters.length;
  for (let trial = 0; trial < PLACES; trial++) {
    const observation = drawPlace(policy, spaces, random);
    const sum = new Float64Array(K);
    const squares = new Float64Array(K);
    const batch = drawActions(policy, spaces, observation, DRAWS, choices);
    for (let row = 0; row < DRAWS; row++) {
      const score = new Float64Array(K);
      policy.addScore(batch, row, 1, score);
      score.forEach((value, k) => {
        sum[k]! += value;
        squares[k]! += value * value;
      });
    }
    sum.forEach((value, k) =>
      demand(
        Math.abs(value) <= CRITICAL * Math.sqrt(squares[k]!),
        () =>
          `Component ${k} of the score averages ${value / DRAWS} over ${DRAWS} actions, ${(value / Math.sqrt(squares[k]!)).toFixed(1)} standard errors from zero.`,
      ),
    );
  }
}

/**
 * For any f of an action, d/dt E[f] under θ + t d is E[f · d·∇log μ] there. With f the score at θ along d, what the mean of f
 * rises by from −s to s has to be what the scores say, by Boole's rule; a score of the wrong sign says the opposite. What the
 * rule leaves out is of order s⁷, below one standard error for laws that change over a length of about one.
 */
function lawFollowsScore(policy: ParametricPolicy, spaces: Spaces, seed: number): void {
  const random = randomStream(seed, 'law', 'parameters');
  for (const { along, d } of directions(policy.parameters.length, random)) {
    const line = new Line(policy, spaces, drawPlace(policy, spaces, random), d, seed);
    const s = line.reach();
    const points = [-s, -s / 2, 0, s / 2, s].map((t) => line.draw(t, DRAWS));
    let [risen, said, squares] = [0, 0, 0];
    for (let i = 0; i < DRAWS; i++) {
      const rise = points.at(-1)!.f[i]! - points[0]!.f[i]!;
      let slopes = 0;
      points.forEach(({ f, score }, point) => (slopes += (BOOLE[point]! / 45) * f[i]! * score[i]!));
      risen += rise;
      said += s * slopes;
      squares += (rise - s * slopes) ** 2;
    }
    demand(
      Math.abs(risen - said) <= CRITICAL * Math.sqrt(squares),
      () =>
        `Along ${along}, from ${-s} to ${s}, the mean of the score at θ rises by ${risen / DRAWS}; the scores say ` +
        `${said / DRAWS}, ${(Math.abs(risen - said) / Math.sqrt(squares)).toFixed(1)} standard errors off.`,
    );
  }
}

/**
 * Draws an observation, and θ: small where the observation is large, as most policies multiply the two. Where one action is all
 * but sure, its score is all but zero, the others' are large, and no number of draws is enough.
 */
function drawPlace(policy: ParametricPolicy, { observationSpace }: Spaces, random: Random): Observation {
  const observation = drawPoint(observationSpace, random);
  drawParameters(policy, 0.5 / sizeOf(observation), random);
  return observation;
}

function sizeOf(observation: Observation): number {
  return typeof observation === 'number' ? 1 : 1 + norm(observation);
}

/** All parameters together, up or down each, and some of them one by one. */
function directions(K: number, random: Random): { along: string; d: Float64Array }[] {
  const together = new Float64Array(K).map(() => (random.uniform() < 0.5 ? -1 : 1));
  return [
    { along: 'all parameters at once', d: together },
    ...Array.from({ length: Math.min(K, SINGLE) }, (_, i) => {
      const k = Math.floor((i * K) / Math.min(K, SINGLE));
      return { along: `parameter ${k}`, d: new Float64Array(K).fill(1, k, k + 1) };
    }),
  ];
}

/** The policies on a line through θ, after one observation. */
class Line {
  private readonly theta: Float64Array;

  constructor(
    private readonly policy: ParametricPolicy,
    private readonly spaces: Spaces,
    private readonly observation: Observation,
    private readonly d: Float64Array,
    private readonly seed: number,
  ) {
    this.theta = policy.parameters.slice();
  }

  /** How far the law can be followed: less where large observations or scores make it change fast. */
  reach(): number {
    const { score } = this.draw(0, PILOT_DRAWS);
    const spread = norm(score) / Math.sqrt(PILOT_DRAWS);
    return REACH / Math.max(sizeOf(this.observation), spread);
  }

  /** Actions under θ + t d: their scores along d, at θ (`f`) and where they were drawn (`score`). */
  draw(t: number, draws: number): { f: Float64Array; score: Float64Array } {
    this.moveTo(t);
    const random = randomStream(this.seed, 'law', 'policy', String(t), String(draws));
    const batch = drawActions(this.policy, this.spaces, this.observation, draws, random);
    const score = this.scores(batch);
    this.moveTo(0);
    return { f: t === 0 ? score : this.scores(batch), score };
  }

  private moveTo(t: number): void {
    this.policy.parameters.set(this.theta);
    addScaled(this.policy.parameters, t, this.d);
  }

  private scores(batch: StepBatch): Float64Array {
    const score = new Float64Array(this.d.length);
    return Float64Array.from({ length: batch.length }, (_, row) => {
      score.fill(0);
      this.policy.addScore(batch, row, 1, score);
      return dot(score, this.d);
    });
  }
}

/** Actions after one observation; a policy with a memory begins anew for each, so that all are drawn from one law. */
function drawActions(
  policy: ParametricPolicy,
  spaces: Spaces,
  observation: Observation,
  draws: number,
  random: Random,
): StepBatch {
  const { memorySpace } = policy;
  policy.reset(random);
  const rows = Array.from({ length: draws }, () => {
    if (memorySpace) policy.reset(random);
    return actedRow(policy, observation);
  });
  return batchOf({ ...spaces, memorySpace }, rows);
}
