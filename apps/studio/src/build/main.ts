import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildPage } from './build-page.js';
import { shippedByCommandLine } from './shipped-by-command-line.js';

const folder = fileURLToPath(new URL('../../site', import.meta.url));
/** Where the package of the command line has the page that it serves. */
const served = fileURLToPath(new URL('../../../cli/page', import.meta.url));
await buildPage(await shippedByCommandLine(), folder);
cpSync(folder, served, { recursive: true });
console.log(`The studio is ${folder}/index.html; pomdp-gym studio serves it.`);
