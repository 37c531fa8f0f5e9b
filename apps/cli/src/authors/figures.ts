/** Charts. */
export * from '@pomdp-gym/figures';
