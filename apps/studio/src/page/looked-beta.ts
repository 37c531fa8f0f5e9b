import type { CatalogueEntry } from '../engine/calls.js';

/** β of an agent that states none, and has no part with a default. */
const OTHERWISE = 0.8;

/**
 * β of an agent: the one that its text states, or else the default of its part that has one.
 *
 * @param agent the text of an agent, such as `softmax+gpomdp:beta=.9+conjpomdp`.
 */
export function betaOfAgent(agent: string, entries: readonly CatalogueEntry[]): number {
  const written = /[:,]beta=([^,+]*)/.exec(agent)?.[1];
  const ids = agent.split('+').map((part) => part.split(':')[0]);
  const defaults = ids.flatMap((id) =>
    entries
      .filter((entry) => entry.id === id && entry.kind !== 'environment')
      .flatMap(({ options }) =>
        options.filter(({ name }) => name === 'beta').map((option) => option.default),
      ),
  );
  return [Number(written ?? NaN), Number(defaults[0] ?? NaN), OTHERWISE].find(isBeta)!;
}

function isBeta(value: number): boolean {
  return value >= 0 && value < 1;
}
