import type { PluginOffer } from '@pomdp-gym/registry';

/** The plugins within the page. The build of the page puts those that run in a browser in place of this file. */
export const bundledPlugins: readonly PluginOffer[] = [];
