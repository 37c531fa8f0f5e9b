/** Finite models and their environments, beliefs, controllers. */
export * from '@pomdp-gym/models';
