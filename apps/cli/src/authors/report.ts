/** Reports as data. */
export * from '@pomdp-gym/report';
