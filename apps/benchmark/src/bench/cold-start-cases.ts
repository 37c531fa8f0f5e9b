import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtCheckout } from '../builds/built-checkout.js';
import type { BenchmarkCase, Side, Target } from './benchmark-case.js';
import { nodeProcess, type Usage } from './node-process.js';
import { TIGER_TEXT } from './tiger-text.js';

const OWN = fileURLToPath(new URL('../../../../', import.meta.url));
const COMMAND = 'apps/cli/bin/pomdp-gym.js';
const UNBUNDLED = 'apps/cli/dist/main.js';

/**
 * Commands of the app, each from a cold start.
 *
 * @param folder where files that the commands read are written.
 * @param otherPath a built checkout of another version, whose commands take turns with these.
 * @throws InputError where it is not built.
 */
export function coldStartCases(folder: string, otherPath?: string): readonly BenchmarkCase[] {
  const other = otherPath === undefined ? undefined : builtCheckout(otherPath, UNBUNDLED);
  const tiger = join(folder, 'tiger.POMDP');
  writeFileSync(tiger, TIGER_TEXT);
  const solve = ['solve', tiger, '--precision', '1e-3'];
  const rocks = ['solve', 'RockSample-v0:n=4,k=4', '--precision', '1e-3'];
  return [
    coldStart('--help', ['--help'], other),
    coldStart('compare --help', ['compare', '--help'], other, { targets: [{ atMost: 0.15 }] }),
    coldStart('solve --help', ['solve', '--help'], other),
    coldStart('list', ['list'], other),
    coldStart('info Tiger-v0', ['info', 'Tiger-v0'], other),
    coldStart('solve tiger', solve, other, { targets: [{ atMost: 0.4 }], unbundled: true }),
    coldStart('search of solve tiger', [...solve, '--json'], other, {
      targets: [{ atMost: 0.05 }],
      figure: searchSeconds,
    }),
    coldStart('solve RockSample 4 × 4', rocks, other, { unbundled: true }),
  ];
}

interface ColdStart {
  readonly targets?: readonly Target[];
  /** Whether the command is also measured without its bundle. */
  readonly unbundled?: boolean;
  /** What is measured of the process; its processor time by default. */
  readonly figure?: (used: Usage) => number;
}

function coldStart(
  name: string,
  words: readonly string[],
  other: string | undefined,
  { targets = [], unbundled = false, figure = ({ cpuSeconds }) => cpuSeconds }: ColdStart = {},
): BenchmarkCase {
  const side = (label: string, checkout: string, script: string): Side => ({
    name: label,
    measure: () => figure(nodeProcess(join(checkout, script), ...words)),
  });
  const sides = [
    side('this version', OWN, COMMAND),
    ...(other === undefined ? [] : [side('other version', other, COMMAND)]),
    ...(unbundled ? [side('this version, without bundle', OWN, UNBUNDLED)] : []),
  ];
  return { name: `cold start ${name}`, unit: 's of processor time', sides, targets };
}

/** The processor time of the search alone, as `solve --json` prints it. */
function searchSeconds({ output }: Usage): number {
  return (JSON.parse(output) as { seconds: number }).seconds;
}
