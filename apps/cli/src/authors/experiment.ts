/** Studies and runs. */
export * from '@pomdp-gym/experiment';
