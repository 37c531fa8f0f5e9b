/** Environments across processes. */
export * from '@pomdp-gym/bridge';
