import { fileURLToPath } from 'node:url';
import { bundleFits } from '../bundle-fits.js';

const compiled = new URL('../worker.js', import.meta.url);
const bundled = new URL('../../bundle/worker.js', import.meta.url);

/** The program of worker threads: that of the bundle, which loads in a third of the time, where it is of what is compiled now. */
export const workerFile = fileURLToPath(bundleFits() ? bundled : compiled);
