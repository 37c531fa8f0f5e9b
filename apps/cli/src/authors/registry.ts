/** The registry of plugins. */
export * from '@pomdp-gym/registry';
