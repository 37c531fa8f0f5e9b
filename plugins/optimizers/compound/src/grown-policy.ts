import type { ParametricPolicy, Random } from '@pomdp-gym/contracts';
import { placeOf, streamAt } from './saving.js';

/** A split: of which node, and where the stream stood that it drew from. */
export interface Split {
  readonly node: number;
  readonly random: readonly number[];
}

/** A policy, and the splits that made it of the first one. */
export class GrownPolicy {
  constructor(
    readonly policy: ParametricPolicy | undefined,
    readonly splits: readonly Split[] = [],
  ) {}

  /** The policy, where it is not the first one. */
  get changed(): { readonly policy: ParametricPolicy } | undefined {
    return this.policy && this.splits.length > 0 ? { policy: this.policy } : undefined;
  }

  /** M, the nodes of its memory; undefined where they cannot be split. */
  get nodes(): number | undefined {
    const { split, memorySpace } = this.policy ?? {};
    return split && memorySpace?.kind === 'discrete' ? memorySpace.size : undefined;
  }

  /** The policy of one node more, made at θ; undefined where it cannot be split. */
  split(node: number, theta: Float64Array, random: Random, noise: number): GrownPolicy | undefined {
    const place = placeOf(random);
    this.policy?.parameters.set(theta);
    const policy = this.policy?.split?.(node, random, noise);
    return policy && new GrownPolicy(policy, [...this.splits, { node, random: place }]);
  }

  /** The policy that the same splits make of this one. Its parameters are whoever's takes it. */
  again(splits: readonly Split[], noise: number): GrownPolicy {
    let { policy } = this;
    for (const { node, random } of splits) policy = policy?.split?.(node, streamAt(random), noise);
    return new GrownPolicy(policy, splits);
  }
}
