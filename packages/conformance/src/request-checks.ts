import { type GradRequest, isInputError } from '@pomdp-gym/contracts';
import { BrokenRule, demand } from './check.js';
import type { Ascent } from './follow-ascent.js';

/** Every request to GRAD can be met: its numbers are in range, and its direction has as many as θ. */
export function asksWell({ requests, start }: Ascent): void {
  for (const [i, request] of requests.entries()) {
    const problem = problemOf(request, start.length);
    demand(problem === undefined, () => `Request ${i} to GRAD has ${problem}.`);
  }
}

function problemOf(
  { purpose, steps, every, direction }: GradRequest,
  parameters: number,
): string | undefined {
  if (purpose !== 'direction' && purpose !== 'line-search') return `the purpose ${JSON.stringify(purpose)}`;
  if (!isCount(steps)) return `steps ${steps}, which must be a whole number of at least 1`;
  if (!isCount(every)) return `every ${every}, which must be a whole number of at least 1`;
  if (direction && direction.length !== parameters)
    return `a direction of ${direction.length} numbers for ${parameters} parameters`;
  if (direction && !direction.every(Number.isFinite)) return `the direction (${direction.join(', ')})`;
  return undefined;
}

function isCount(value: number | undefined): boolean {
  return value === undefined || (Number.isInteger(value) && value >= 1);
}

/** An ascent on a GRAD that meets no request: it climbs, or refuses with a sentence. */
export async function managesBareGrad(
  ascend: () => Promise<Ascent>,
  climbs: (ascent: Ascent) => void,
): Promise<void> {
  let ascent: Ascent;
  try {
    ascent = await ascend();
  } catch (error) {
    if (error instanceof BrokenRule) throw error;
    demand(
      isInputError(error),
      () => `Where GRAD meets no request it fails with ${String(error)}, which is no InputError.`,
    );
    return;
  }
  climbs(ascent);
}
