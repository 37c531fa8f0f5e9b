import type { Fisher, ParametricPolicy } from '@pomdp-gym/contracts';

/** The Fisher matrix at a θ, computed when it is first used: the policy may have another θ by then, and keeps it. */
export class FisherAt implements Fisher {
  private known: Fisher | undefined;

  /** @param compute reads the scores of the policy at its present θ. */
  constructor(
    private readonly theta: Float64Array,
    private readonly policy: ParametricPolicy,
    private readonly compute: () => Fisher,
  ) {}

  times(v: Float64Array): Float64Array {
    return this.matrix().times(v);
  }

  diagonal(): Float64Array {
    return this.matrix().diagonal();
  }

  private matrix(): Fisher {
    return (this.known ??= this.computed());
  }

  private computed(): Fisher {
    const { parameters } = this.policy;
    const present = parameters.slice();
    parameters.set(this.theta);
    try {
      return this.compute();
    } finally {
      parameters.set(present);
    }
  }
}
