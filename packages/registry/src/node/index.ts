export { describePath } from './describe-path.js';
export { loadPlugin, locatePlugin } from './load-plugin.js';
