import { dot } from '@pomdp-gym/numerics';
import { SpectralGroups } from './spectral-groups.js';
import { denseTransitions, type Eigenvalue, SPECTRUM_LIMIT } from './spectrum.js';
import type { TraceMoments, TraceProcess } from './trace-process.js';

/** What a group of eigenvalues adds to a variance. */
export interface ModeContribution {
  /** The eigenvalues of the group, by falling modulus. */
  readonly eigenvalues: readonly Eigenvalue[];
  readonly contribution: number;
}

/**
 * A variance Γ₀ + 2 Σ_{k ≥ 1} Γ_k by what correlates its steps. A step and those after it share a trace, whose future rewards are
 * v = Σ_k (λ P_c)^k …, and a place in the chain, whose future is B = Σ_k P^k (m − G e).
 */
export interface ModeContributions {
  /** Γ₀ = E[Y²] − G². */
  readonly instant: number;
  /** 2 E[(Y − G) c v(X') w'] by the modes of P_c, the chain within its episodes; without endings the first, 1, is what rewards have in common. */
  readonly trace: readonly ModeContribution[];
  /** 2 E[(Y − G) B(X')] by the modes of P, the chain with its restarts, without the eigenvalue 1. */
  readonly chain: readonly ModeContribution[];
}

/** Sums over components. Undefined beyond `SPECTRUM_LIMIT` recurrent nodes. */
export function modeContributions(
  process: TraceProcess,
  components: readonly TraceMoments[],
): ModeContributions | undefined {
  if (process.recurrent.length > SPECTRUM_LIMIT) return undefined;
  const modes = new ChainModes(process);
  let instant = 0;
  const trace = modes.traceFutures(components[0]).map((future) => ({ ...future, contribution: 0 }));
  const chain = modes.deflated.map((eigenvalues) => ({ eigenvalues, contribution: 0 }));
  for (const moments of components) {
    const cross = process.crossMoments(moments, moments);
    instant += process.squareMean(moments, moments, cross) - moments.mean ** 2;
    for (const mode of trace) mode.contribution += 2 * process.overlap(moments, moments, cross, mode.values);
    modes.biases(moments).forEach((bias, group) => {
      const restarted = process.restartMean(bias);
      chain[group]!.contribution += 2 * process.laterBias(moments, bias, restarted);
    });
  }
  return {
    instant,
    trace: trace
      .filter(({ eigenvalues }) => eigenvalues.length > 0)
      .map(({ eigenvalues, contribution }) => ({ eigenvalues, contribution })),
    chain: chain.filter(({ eigenvalues }) => eigenvalues.length > 0),
  };
}

/** A function of nodes that belongs to a group of eigenvalues. */
interface ModeFunction {
  readonly eigenvalues: readonly Eigenvalue[];
  readonly values: Float64Array;
}

/** The spectral groups of a chain over its recurrent nodes, in the coordinates Π^½ x: those in which reversible chains are symmetric. */
class ChainModes {
  private readonly groups: SpectralGroups;
  private readonly root: Float64Array;

  constructor(private readonly process: TraceProcess) {
    const { transitions, recurrent, stationary } = process;
    this.root = stationary.map(Math.sqrt);
    const n = recurrent.length;
    const balanced = denseTransitions(transitions, recurrent, this.root);
    // P − e π': the eigenvalue 1 becomes 0, and what is centred stays as it is.
    recurrent.forEach((x, i) =>
      recurrent.forEach((next, j) => (balanced[i * n + j]! -= this.root[x]! * this.root[next]!)),
    );
    this.groups = new SpectralGroups(balanced, n);
  }

  /**
   * The eigenvalues of P without the 1, group by group. The 0 that stands in its place is the last of all; a group that holds nothing
   * else is empty, and contributes nothing.
   */
  get deflated(): Eigenvalue[][] {
    const { count } = this.groups;
    return Array.from({ length: count }, (_, group) => {
      const values = this.groups.eigenvalues(group);
      return group === count - 1 ? values.slice(0, -1) : values;
    });
  }

  /** B by group. */
  biases({ earned, mean }: TraceMoments): Float64Array[] {
    return this.resolvents(
      this.groups,
      earned.map((value) => value - mean),
      1,
    );
  }

  /** v by group of P_c; λ v is what `future` holds already. */
  traceFutures(moments: TraceMoments | undefined): ModeFunction[] {
    if (!moments) return [];
    const { process } = this;
    const { rewardShare, added } = moments.functional;
    const { rewards } = process.steps;
    const credit = process.nodeMeans((s) => process.decay * (rewardShare * rewards[s]! + added[s]!));
    if (process.ends) return this.within(credit);
    const mean = dot(process.stationary, credit);
    const common = new Float64Array(credit.length).fill(mean / (1 - process.decay));
    const centred = credit.map((value) => value - mean);
    const rest = this.resolvents(this.groups, centred, process.decay);
    return [
      { eigenvalues: [{ real: 1, imaginary: 0 }], values: common },
      ...rest.map((values, group) => ({ eigenvalues: this.deflated[group]!, values })),
    ];
  }

  /** By the modes of P_c, where episodes end. */
  private within(credit: Float64Array): ModeFunction[] {
    const { transitions, recurrent } = this.process;
    const continuing = { ...transitions, ending: new Float64Array(transitions.size) };
    const groups = new SpectralGroups(denseTransitions(continuing, recurrent, this.root), recurrent.length);
    return this.resolvents(groups, credit, this.process.decay).map((values, group) => ({
      eigenvalues: groups.eigenvalues(group),
      values,
    }));
  }

  /** (I − factor · P)⁻¹ Π_g b, n numbers a group, 0 where transient. */
  private resolvents(groups: SpectralGroups, b: Float64Array, factor: number): Float64Array[] {
    const { recurrent, steps } = this.process;
    const right = Float64Array.from(recurrent, (x) => this.root[x]! * b[x]!);
    return groups.resolvents(right, factor).map((part) => {
      const values = new Float64Array(steps.size);
      recurrent.forEach((x, i) => (values[x] = part[i]! / this.root[x]!));
      return values;
    });
  }
}
