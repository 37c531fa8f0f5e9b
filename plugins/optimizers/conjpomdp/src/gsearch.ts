import type { Grad, GradPurpose, GradRequest, Iterate } from '@pomdp-gym/contracts';
import { addScaled, dot } from '@pomdp-gym/numerics';

export interface GsearchSettings {
  /** s_0, the first step tried, in multiples of the direction's length. */
  readonly s0: number;
  /** ε: halving goes on until the slope exceeds −ε, doubling until it is less than ε. */
  readonly epsilon: number;
  /** How often the step may be halved before the search gives up. */
  readonly maxHalvings: number;
  /** How often it may be doubled. */
  readonly maxDoublings: number;
  /** The greatest step, in the unit of s_0; none where it is left out. */
  readonly longest?: number;
  /** λ: climbs η − λ |θ|²; 0 where it is left out. */
  readonly penalty?: number;
  /** What GRAD is asked, given the slope of the penalty along d; `line-search` where it is left out. */
  request?(offset: number): GradPurpose | GradRequest;
}

/** Where a line search ended. */
export interface LineSearchResult {
  /** s: the maximum along the direction is taken to lie at θ_0 + s d. */
  readonly step: number;
  /** How often GRAD was asked. */
  readonly probes: number;
  /** Whether a cap ended the search: the step is then a fallback and no estimate of the maximum. */
  readonly capped: boolean;
  /** [s₋, s₊], where the maximum is sought; null where a cap ended the search. */
  readonly bracket: readonly [near: number, far: number] | null;
}

/**
 * GSEARCH (Baxter, Bartlett, ICML 2000): brackets the maximum of η along d by the sign of GRAD(θ_0 + s d) · d alone, never
 * by values of η, which noise would blur near the maximum; yields every probe, with the sign that the search counts it by.
 *
 * Signs of noise, or a slope that never falls, need not end either loop, hence the caps. Halvings used up: every probe
 * pointed back, down to steps of no consequence; the answer is 0, stay. Doublings used up, or the greatest step reached: every
 * probe pointed on; the answer is the last of them.
 *
 * @param theta0 θ_0, K numbers; left as it is.
 * @param d the direction, K numbers.
 */
export async function* gsearch(
  grad: Grad,
  theta0: Float64Array,
  d: Float64Array,
  settings: GsearchSettings,
): AsyncGenerator<Iterate, LineSearchResult, undefined> {
  const { s0, epsilon, maxHalvings, maxDoublings, longest = Infinity, penalty = 0 } = settings;
  let s = Math.min(s0, longest);
  let probes = 0;
  let { slope, sign } = yield* probe();
  let near: number; // s₋ and s₊: the bracket,
  let far: number;
  let slopeNear: number; // p₋ and p₊: the slopes at its ends
  let slopeFar: number;
  if (sign < 0) {
    do {
      if (probes > maxHalvings) return { step: 0, probes, capped: true, bracket: null };
      far = s;
      slopeFar = slope;
      s /= 2;
      ({ slope, sign } = yield* probe());
    } while (sign < 0);
    near = s;
    slopeNear = slope;
  } else {
    do {
      if (probes > maxDoublings || s === longest) return { step: s, probes, capped: true, bracket: null };
      near = s;
      slopeNear = slope;
      s = Math.min(2 * s, longest);
      ({ slope, sign } = yield* probe());
    } while (sign > 0);
    far = s;
    slopeFar = slope;
  }
  const crosses = slopeNear > 0 && slopeFar < 0;
  const step = crosses
    ? near - (slopeNear * (far - near)) / (slopeFar - slopeNear) // where the secant is zero
    : (near + far) / 2;
  return { step, probes, capped: false, bracket: [near, far] };

  /** Calls GRAD at θ_0 + s d and returns the slope there, along d, and the sign that it counts by. */
  async function* probe(): AsyncGenerator<Iterate, Slope, undefined> {
    const theta = theta0.slice();
    addScaled(theta, s, d);
    const offset = penalty === 0 ? 0 : -2 * penalty * dot(theta, d);
    const estimate = await grad(theta.slice(), settings.request?.(offset) ?? 'line-search');
    probes++;
    const slope = dot(estimate.gradient, d) + offset;
    const sign = countedSign(slope, probes === 1 ? 0 : epsilon);
    yield { kind: 'probe', theta, estimate, detail: { step: s, slope, sign } };
    return { slope, sign };
  }
}

interface Slope {
  readonly slope: number;
  readonly sign: Sign;
}

/** 1: the maximum lies further on; −1: it lies further back; 0: the slope is within ±ε. */
type Sign = -1 | 0 | 1;

/** The sign of a slope as GSEARCH counts it. At the first probe ε is 0, and a slope of 0 points on. */
function countedSign(slope: number, epsilon: number): Sign {
  if (slope >= epsilon) return 1;
  return slope <= -epsilon ? -1 : 0;
}
