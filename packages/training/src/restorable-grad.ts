import { type Grad, InputError, type Restorable } from '@pomdp-gym/contracts';

/** A GRAD that can be gone on with between two gradients: its later estimates are those that would have followed. */
export type RestorableGrad = Grad & Required<Restorable>;

/** Throws for data that no GRAD of this kind saved. */
export function refuseSavedGrad(): never {
  throw new InputError('This is no GRAD that was saved over the same paths.');
}
