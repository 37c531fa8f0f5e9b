/** Agents that learn along a stream of steps. */
export * from '@pomdp-gym/training';
