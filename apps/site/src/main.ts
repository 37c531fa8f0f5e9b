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

const stepsARun = Number(values['steps-a-run']);
if (stepsARun === Infinity || (Number.isSafeInteger(stepsARun) && stepsARun > 0)) {
  await buildSite({ out: values.out, reference: !values['without-reference'], stepsARun });
  console.log(`The site is in ${values.out}: open index.html.`);
} else {
  console.error(`--steps-a-run must be a positive whole number, not "${values['steps-a-run']}".`);
  process.exitCode = 2;
}
