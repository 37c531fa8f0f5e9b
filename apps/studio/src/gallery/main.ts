import 'reflect-metadata';
import './page-document.js';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Engines } from '../engine/engines.js';
import { shippedRegistry } from '../shipped-registry.js';
import { examplePictures } from './example-pictures.js';
import { examples } from './examples.js';
import { localThread } from './local-thread.js';

/** Writes the pictures of the guided examples into a folder: `ID.svg` and `ID-narrow.svg` of each. */
const { values } = parseArgs({ options: { out: { type: 'string', default: 'pictures' } } });
mkdirSync(values.out, { recursive: true });
const registry = await shippedRegistry();
for (const example of examples) {
  const { wide, narrow } = await examplePictures(example, new Engines(() => localThread(registry)));
  writeFileSync(join(values.out, `${example.id}.svg`), wide);
  writeFileSync(join(values.out, `${example.id}-narrow.svg`), narrow);
}
// The channel by which tabs of the page share their runs is open still.
process.exit(0);
