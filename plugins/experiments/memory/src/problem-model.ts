import { type FiniteModel, InputError } from '@pomdp-gym/contracts';
import { observeFirst } from '@pomdp-gym/models';
import type { Registry } from '@pomdp-gym/registry';
import { z } from 'zod';
import type { ProblemSettings } from './problems.js';

export const problemSettings = z.strictObject({
  environment: z.strictObject({ id: z.string(), options: z.record(z.string(), z.unknown()) }),
  observeFirst: z.boolean(),
  startState: z.int().min(0).nullable(),
});

/** The model of a problem, with its discount. Throws an InputError where the environment has none. */
export function problemModel(
  { environment: reference, observeFirst: first, startState }: ProblemSettings,
  registry: Registry,
): FiniteModel & { readonly discount: number } {
  const environment = registry.create('environment', reference);
  const model = environment.model?.();
  if (!model) throw new InputError(`The environment ${reference.id} has no model.`);
  const { discount } = model;
  if (discount === undefined) throw new InputError(`The model of ${reference.id} has no discount.`);
  const started = startState === null ? model : { ...model, start: startingIn(startState, model.states) };
  return { ...(first ? observeFirst(started) : started), discount };
}

function startingIn(state: number, states: number): Float64Array {
  return Float64Array.from({ length: states }, (_, s) => Number(s === state));
}
