import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildPage } from './build-page.js';
import { shippedByCommandLine } from './shipped-by-command-line.js';

const { values } = parseArgs({ options: { out: { type: 'string' } } });
const folder = values.out ?? fileURLToPath(new URL('../../site', import.meta.url));
/** Where the package of the command line has the page that it serves. */
const served = fileURLToPath(new URL('../../../cli/page', import.meta.url));
await buildPage(await shippedByCommandLine(), folder);
console.log(`The studio is ${folder}/index.html.`);
if (values.out === undefined) {
  cpSync(folder, served, { recursive: true });
  console.log('pomdp-gym studio serves it.');
}
