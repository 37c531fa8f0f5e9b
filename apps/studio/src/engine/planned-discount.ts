import { type FiniteModel, InputError } from '@pomdp-gym/contracts';
import { parseReference } from '@pomdp-gym/experiment';

/** γ that a solver is given by its option, or else that of the model; null where neither states one. */
export function statedDiscount(solver: string, model: FiniteModel): number | null {
  const given = solver === '' ? undefined : parseReference(solver).options['discount'];
  return typeof given === 'number' ? given : (model.discount ?? null);
}

/** The discount that is stated. Throws an InputError where there is none below 1. */
export function plannedDiscount(solver: string, model: FiniteModel, environment: string): number {
  const discount = statedDiscount(solver, model);
  if (discount !== null && discount >= 0 && discount < 1) return discount;
  const stated = discount === null ? 'states no discount' : `has the discount ${discount}`;
  throw new InputError(
    `The environment ${environment} ${stated}, and a value takes one from 0 to below 1: give it to the solver, as in sarsop:discount=.95.`,
  );
}
