import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BundledPlugin } from './build/browser-plugins.js';

/** A plugin with faults: a solver that throws, one that never returns nor waits, and an optimizer that throws. */
const text = `
import { contribute, optimizer, solver } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { z } from 'zod';

const options = z.strictObject({});

const throws = solver({
  id: 'throws', summary: 'Throws.', options,
  create: () => ({
    async *solve() { throw new Error('planted in solve'); },
  }),
});

const loops = solver({
  id: 'loops', summary: 'Never returns.', options,
  create: () => ({
    async *solve() { for (;;); },
  }),
});

const falls = optimizer({
  id: 'falls', summary: 'Throws.', options,
  create: () => ({
    async *ascend() { throw new Error('planted in ascend'); },
  }),
});

export default new ContainerModule((module) => {
  for (const spec of [throws, loops]) contribute(module, 'solver', spec);
  contribute(module, 'optimizer', falls);
});
`;

/** Writes the plugin beside this file, from where a build of the page finds its packages. */
export function faultyPlugin(): BundledPlugin {
  const source = fileURLToPath(new URL('faulty-plugin.js', import.meta.url));
  writeFileSync(source, text);
  const contributed = (kind: 'solver' | 'optimizer', id: string) => ({ kind, id, summary: 'Faulty.' });
  return {
    source,
    contributes: [
      contributed('solver', 'throws'),
      contributed('solver', 'loops'),
      contributed('optimizer', 'falls'),
    ],
  };
}
