import type { FiniteModel } from '@pomdp-gym/contracts';
import { fastInformedBound, planningModel, qmdp } from '@pomdp-gym/planning';

/** The vectors of the fast informed bound (Hauskrecht 2000), one an action, over the states of a model; 0 where an episode has ended. */
export function upperVectors(model: FiniteModel, discount: number): number[][] {
  const planning = planningModel(model, discount);
  const q = last(fastInformedBound(planning, last(qmdp(planning))));
  return Array.from({ length: model.actions }, (_, action) => {
    const vector = new Array<number>(model.states).fill(0);
    for (let s = 0; s < planning.states; s++)
      vector[planning.original[s]!] = q[s * planning.actions + action]!;
    return vector;
  });
}

/** What a computation returns in the end. */
function last<T>(computation: Generator<undefined, T>): T {
  for (;;) {
    const step = computation.next();
    if (step.done) return step.value;
  }
}
