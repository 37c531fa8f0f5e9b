/** Readers and writers of model files. */
export * from '@pomdp-gym/model-files';
