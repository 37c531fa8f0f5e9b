import { InputError, isParametric, type Policy } from '@pomdp-gym/contracts';

/** Sets θ. Throws an InputError where the policy has no parameters, or another number of them. */
export function setTheta(policy: Policy, theta: readonly number[], name: string): void {
  if (!isParametric(policy))
    throw new InputError(`The policy ${name} has no parameters, so --theta cannot set them.`);
  const { length } = policy.parameters;
  if (theta.length !== length) {
    throw new InputError(
      `The policy ${name} has ${length} parameters here, and ${theta.length} numbers are given.`,
    );
  }
  policy.parameters.set(theta);
}
