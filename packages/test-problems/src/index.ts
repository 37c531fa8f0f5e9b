export { findChromium } from './find-chromium.js';
export { lampCorridor } from './lamp-corridor.js';
export { oneState } from './one-state.js';
export { hasPython, standInFolder } from './python.js';
export { randomBelief } from './random-belief.js';
export { randomModel } from './random-model.js';
export { tiger } from './tiger.js';
export { trap } from './trap.js';
