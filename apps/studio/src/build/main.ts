import { fileURLToPath } from 'node:url';
import { buildPage } from './build-page.js';
import { shippedByCommandLine } from './shipped-by-command-line.js';

const folder = fileURLToPath(new URL('../../site', import.meta.url));
await buildPage(await shippedByCommandLine(), folder);
console.log(`The studio is ${folder}/index.html.`);
