/** Intervals, aggregates and comparisons over seeds. */
export * from '@pomdp-gym/statistics';
