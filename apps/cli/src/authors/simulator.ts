/** Steps of a policy in an environment as batches. */
export * from '@pomdp-gym/simulator';
