/** Named random streams, vectors, sparse rows. */
export * from '@pomdp-gym/numerics';
