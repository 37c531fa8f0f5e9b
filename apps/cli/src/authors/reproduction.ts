/** Experiments of papers: data sets, claims, findings. */
export * from '@pomdp-gym/reproduction';
