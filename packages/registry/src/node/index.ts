export { loadPlugin, locatePlugin } from './load-plugin.js';
