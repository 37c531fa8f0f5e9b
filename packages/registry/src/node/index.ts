export { describePath } from './describe-path.js';
export { loadPlugin, locatePlugin } from './load-plugin.js';
export { contentDigest, fileDigest } from './identity/content-digest.js';
export { moduleDigest } from './identity/module-digest.js';
export { packageNameOf } from './identity/package-of.js';
