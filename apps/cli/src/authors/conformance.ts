/** The rules of each kind, for the tests of plugins. */
export * from '@pomdp-gym/conformance';
