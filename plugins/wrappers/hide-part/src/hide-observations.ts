import { type Environment, InputError } from '@pomdp-gym/contracts';
import { relabel } from './relabel.js';

/** The name of what several observations become. */
const HIDDEN = 'hidden';

/** The observations that are listed become one, behind the others, which keep their order. */
export function hideObservations(
  environment: Environment,
  listed: readonly (string | number)[],
): Environment {
  const { observationSpace: space } = environment;
  if (space.kind === 'box')
    throw new InputError(
      'HidePart finds no observations to name among real numbers: give parts, such as parts=[1].',
    );
  const count = environment.model?.().observations ?? space.size;
  const hidden = new Set(listed.map((name) => indexOf(name, count, space.labels)));
  const all = Array.from({ length: count }, (_, y) => y);
  const kept = all.filter((y) => !hidden.has(y));
  const { labels } = space;
  return relabel(environment, {
    size: kept.length + 1,
    names: [...kept.map((y) => labels?.[y] ?? String(y)), HIDDEN],
    seen: Int32Array.from(all, (y) => (hidden.has(y) ? kept.length : kept.indexOf(y))),
  });
}

function indexOf(name: string | number, count: number, labels: readonly string[] | undefined): number {
  const index = typeof name === 'number' ? name : (labels?.indexOf(name) ?? -1);
  if (index >= 0 && index < count) return index;
  const known = labels ? labels.slice(0, count).join(', ') : `0 to ${count - 1}`;
  throw new InputError(`HidePart hides the observation ${name}; the observations here are ${known}.`);
}
