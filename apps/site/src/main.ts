import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { buildSite } from './build-site.js';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'apps/site/dist/html' },
    'without-reference': { type: 'boolean', default: false },
    'steps-a-run': { type: 'string', default: 'Infinity' },
  },
});

await buildSite({
  out: values.out,
  reference: !values['without-reference'],
  stepsARun: Number(values['steps-a-run']),
});
console.log(`The site is in ${values.out}: open index.html.`);
