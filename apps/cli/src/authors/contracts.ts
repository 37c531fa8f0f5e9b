/** The interfaces of plugins, and the functions that write specs. */
export * from '@pomdp-gym/contracts';
