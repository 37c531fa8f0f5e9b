import {
  controllerOf,
  everyChoice,
  type FiniteStateController,
  InputError,
  type ParametricPolicy,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { addScaled, scale } from '@pomdp-gym/numerics';

/**
 * The memory node of a controller, integrated out. With α(m) the probability of node m given what was seen and done on the path
 * so far, and Z(m) = E[z 1{node m} | the same] the part of the trace that belongs to it, a step that saw y and did u makes
 *
 *     α'(m') ∝ Σ_m α(m) p(u, m' | m, y)
 *     Z'(m') ∝ Σ_m p(u, m' | m, y) (β Z(m) + α(m) ∇log p(u, m' | m, y; θ))
 *
 * with the same factor, that makes α' sum to one. O(M²) scores a step for M nodes.
 */
export class NodeFilter {
  private alpha: Float64Array;
  private traces: Float64Array[];
  private nextAlpha: Float64Array;
  private nextTraces: Float64Array[];
  private readonly choices: StepBatch;

  constructor(
    private readonly policy: ParametricPolicy,
    private readonly beta: number,
  ) {
    const controller = controllerNow(policy);
    const { nodes } = controller;
    const vectors = () => Array.from({ length: nodes }, () => new Float64Array(policy.parameters.length));
    [this.alpha, this.nextAlpha] = [controller.start.slice(), new Float64Array(nodes)];
    [this.traces, this.nextTraces] = [vectors(), vectors()];
    this.choices = everyChoice(policy, controller);
  }

  /** Begins a path. */
  reset(): void {
    this.alpha.set(controllerNow(this.policy).start);
    for (const trace of this.traces) trace.fill(0);
  }

  /** Begins an episode; `carried` is the trace that goes on into it, if one does. */
  begin(carried?: Float64Array): void {
    this.alpha.set(controllerNow(this.policy).start);
    this.traces.forEach((trace, node) => {
      const share = this.alpha[node]!;
      trace.fill(0);
      if (carried) addScaled(trace, share, carried);
    });
  }

  /** The law of a batch's steps: θ stands still for as long. */
  law(): FiniteStateController {
    return controllerNow(this.policy);
  }

  /** Takes a step that saw `observation` and did `action`, and writes E[z | the path] into `expected`. */
  step(law: FiniteStateController, observation: number, action: number, expected: Float64Array): void {
    const { nodes, observations, actions } = law;
    this.nextAlpha.fill(0);
    for (const trace of this.nextTraces) trace.fill(0);
    for (let node = 0; node < nodes; node++) {
      const pair = (node * observations + observation) * actions + action;
      for (let next = 0; next < nodes; next++) {
        const choice = pair * nodes + next;
        const probability = law.actionProbabilities[pair]! * law.successorProbabilities[choice]!;
        if (probability > 0) this.move(node, next, choice, probability);
      }
    }
    this.advance(expected);
  }

  save(): { readonly alpha: number[]; readonly traces: number[][] } {
    return { alpha: [...this.alpha], traces: this.traces.map((trace) => [...trace]) };
  }

  /** Goes on from what was saved of as many nodes and parameters; returns whether it was that. */
  restore(alpha: readonly number[], traces: readonly (readonly number[])[]): boolean {
    const fits =
      alpha.length === this.alpha.length &&
      traces.length === this.traces.length &&
      traces.every((trace, node) => trace.length === this.traces[node]!.length);
    if (!fits) return false;
    this.alpha.set(alpha);
    traces.forEach((trace, node) => this.traces[node]!.set(trace));
    return true;
  }

  private move(node: number, next: number, choice: number, probability: number): void {
    const weight = this.alpha[node]! * probability;
    const into = this.nextTraces[next]!;
    const trace = this.traces[node]!;
    const factor = this.beta * probability;
    if (factor > 0) for (let k = 0; k < into.length; k++) into[k]! += factor * trace[k]!;
    if (weight === 0) return;
    this.nextAlpha[next]! += weight;
    this.policy.addScore(this.choices, choice, weight, into);
  }

  private advance(expected: Float64Array): void {
    let total = 0;
    for (let node = 0; node < this.nextAlpha.length; node++) total += this.nextAlpha[node]!;
    expected.fill(0);
    scale(this.nextAlpha, 1 / total);
    for (const trace of this.nextTraces) {
      scale(trace, 1 / total);
      addScaled(expected, 1, trace);
    }
    [this.alpha, this.nextAlpha] = [this.nextAlpha, this.alpha];
    [this.traces, this.nextTraces] = [this.nextTraces, this.traces];
  }
}

function controllerNow(policy: ParametricPolicy): FiniteStateController {
  const controller = controllerOf(policy);
  if (controller) return controller;
  throw new InputError(
    'The estimator exp-gpomdp needs a policy over finite observations and actions, with a finite memory or none: this one writes ' +
      'down no law. Take gpomdp.',
  );
}
