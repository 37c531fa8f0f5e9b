import { type Grad, type Iterate, type Optimizer, optimizer } from '@pomdp-gym/contracts';
import { addScaled, dot } from '@pomdp-gym/numerics';
import { z } from 'zod';

const options = z.strictObject({
  step: z.number().default(0.4).describe('How far along the gradient'),
  iterations: z.int().default(60).describe('Gradients it asks for'),
  stream: z.string().default('').describe('The stream that its gradients draw from, if any'),
});

type Options = z.infer<typeof options>;

/** Steps along the gradient, of a fixed length in its multiples; it ends where the gradient is 1e-9 or shorter. */
export const fixedStep = optimizer({
  id: 'fixed-step',
  summary: 'A small one.',
  options,
  create: (chosen): Optimizer => new FixedStep(chosen),
});

class FixedStep implements Optimizer {
  private iteration = 0;
  private next = new Float64Array(0);
  private restored = false;

  constructor(private readonly options: Options) {}

  async *ascend(
    start: Float64Array,
    grad: Grad,
    signal: AbortSignal,
  ): AsyncGenerator<Iterate, void, undefined> {
    const { step, iterations, stream } = this.options;
    const theta = this.restored ? this.next.slice() : start.slice();
    if (!this.restored) this.iteration = 0;
    this.restored = false;
    while (this.iteration < iterations && !signal.aborted) {
      const estimate = await grad(theta.slice(), stream === '' ? 'direction' : { stream });
      const done = dot(estimate.gradient, estimate.gradient) <= 1e-18;
      this.iteration = done ? iterations : this.iteration + 1;
      const ended = done ? 'gradient below ε' : `${iterations} iterations done`;
      const at = theta.slice();
      addScaled(theta, step, estimate.gradient);
      this.next = theta.slice();
      yield {
        kind: 'iterate',
        theta: at,
        estimate,
        detail: {},
        ...(this.iteration === iterations && { ended }),
      };
    }
  }

  save(): unknown {
    return { iteration: this.iteration, next: [...this.next] };
  }

  restore(saved: unknown): void {
    const { iteration, next } = z.object({ iteration: z.number(), next: z.array(z.number()) }).parse(saved);
    this.iteration = iteration;
    this.next = Float64Array.from(next);
    this.restored = true;
  }
}
