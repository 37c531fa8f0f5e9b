import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomStream } from '@pomdp-gym/numerics';

/** The larger public files, read where POMDP_CORPUS names a folder that has them. */
const PUBLIC_FILES = ['RockSample_5_7.POMDP', 'fourth.POMDP', 'auvnavigation2d.POMDP'];

/** The name of the file that is made up here. */
export const MADE_UP = 'a made-up file';

/** What there is to read: always the made-up file, then the public ones that are there. */
export function modelNames(): string[] {
  const folder = process.env['POMDP_CORPUS'];
  const found = folder ? PUBLIC_FILES.filter((name) => existsSync(join(folder, name))) : [];
  return [MADE_UP, ...found];
}

/** The bytes of one of them. */
export function modelBytes(name: string): Uint8Array {
  if (name === MADE_UP) return new TextEncoder().encode(madeUp(3000, 8, 20));
  return readFileSync(join(process.env['POMDP_CORPUS'] ?? '.', name));
}

/** A model written as programs write them, entry by entry, six decimals: some 4 MB. */
function madeUp(states: number, actions: number, observations: number): string {
  const random = randomStream(1, 'made-up model');
  const below = (limit: number) => Math.floor(random.uniform() * limit);
  const lines = ['discount: 0.95', 'values: reward', `states: ${states}`, `actions: ${actions}`];
  lines.push(`observations: ${observations}`);
  for (let action = 0; action < actions; action++) {
    for (let state = 0; state < states; state++) {
      const share = random.uniform() / 2;
      lines.push(`T: ${action} : ${state} : ${state} ${share.toFixed(6)}`);
      lines.push(
        `T: ${action} : ${state} : ${(state + 1 + below(states - 1)) % states} ${(1 - share).toFixed(6)}`,
      );
      const seen = below(observations - 1);
      lines.push(
        `O: ${action} : ${state} : ${seen} 0.850000`,
        `O: ${action} : ${state} : ${seen + 1} 0.150000`,
      );
      lines.push(`R: ${action} : ${state} : * : * ${(10 * random.uniform() - 5).toFixed(6)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
