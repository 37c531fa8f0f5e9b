/** What solvers share: alpha vectors, beliefs, bounds. */
export * from '@pomdp-gym/planning';
