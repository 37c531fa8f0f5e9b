import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { buildSite } from './build-site.js';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'apps/site/dist/html' },
    'without-reference': { type: 'boolean', default: false },
  },
});

await buildSite({ out: values.out, reference: !values['without-reference'] });
console.log(`The site is in ${values.out}: open index.html.`);
