import { InputError, type Reference } from '@pomdp-gym/contracts';
import { type MakeTracker, parseReference } from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';
import { wallClock } from '../clock.js';

/** The trackers of a command line. Throws an InputError if one is not known or does not take its options. */
export function trackersFrom(written: readonly string[], registry: Registry): readonly Reference[] {
  return written.map((text) => {
    const tracker = parseReference(text);
    const problems = registry.problems('tracker', tracker);
    if (problems.length > 0) throw new InputError(problems.map(({ message }) => message).join(' '));
    return tracker;
  });
}

/** Makes the trackers of a command. */
export function trackerMaker(registry: Registry): MakeTracker {
  return (tracker) => registry.create('tracker', tracker, wallClock);
}
