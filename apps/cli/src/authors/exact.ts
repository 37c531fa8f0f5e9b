/** Exact values and gradients of a policy in a model. */
export * from '@pomdp-gym/exact';
