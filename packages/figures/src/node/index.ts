export { figureFiles } from './figure-files.js';
export { renderPng } from './render-png.js';
