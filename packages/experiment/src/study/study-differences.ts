import { canonicalJson } from './canonical-json.js';
import type { Study } from './study.js';

/** What makes the runs of two studies others, besides environments, agents and seeds. */
const SETTINGS = ['budget', 'limits', 'episodeLimit', 'batchSize', 'evaluation'] as const;

/**
 * Why a study does not hold every run of an earlier one, a phrase each: it lacks an environment, an agent or a seed, or something that
 * all runs share is another. None where it is the same study, or one with more in it.
 */
export function studyDifferences(earlier: Study, study: Study): string[] {
  return [
    ...SETTINGS.flatMap((key) => settingDifferences(earlier[key], study[key], key)),
    ...namedDifferences('environment', earlier.environments, study.environments),
    ...namedDifferences('agent', earlier.agents, study.agents),
    ...seedDifferences(earlier.seeds, study.seeds),
  ];
}

/** The settings that differ, by their paths: `its evaluation.steps is 1000, and 2000 here`. */
function settingDifferences(earlier: unknown, now: unknown, path: string): string[] {
  if (textOf(earlier) === textOf(now)) return [];
  if (!isMapping(earlier) || !isMapping(now))
    return [`its ${path} is ${textOf(earlier)}, and ${textOf(now)} here`];
  const keys = [...new Set([...Object.keys(earlier), ...Object.keys(now)])];
  return keys.flatMap((key) => settingDifferences(earlier[key], now[key], `${path}.${key}`));
}

type Named = { readonly name: string };

function namedDifferences(what: string, earlier: readonly Named[], now: readonly Named[]): string[] {
  return earlier.flatMap((each) => {
    const same = now.find(({ name }) => name === each.name);
    if (!same) return [`it has the ${what} ${each.name}, which is not here`];
    return settingDifferences(each, same, `${what} ${each.name}`);
  });
}

/** Names that many of what is missing, and counts the others. */
const NAMED = 5;

function seedDifferences(earlier: readonly number[], now: readonly number[]): string[] {
  const here = new Set(now);
  const missing = earlier.filter((seed) => !here.has(seed));
  if (missing.length === 0) return [];
  const more = missing.length > NAMED ? ` and ${missing.length - NAMED} more` : '';
  const [seeds, are] = missing.length === 1 ? ['the seed', 'is'] : ['the seeds', 'are'];
  return [`it has ${seeds} ${missing.slice(0, NAMED).join(', ')}${more}, which ${are} not here`];
}

/** An option's value is shown up to this many characters: a whole file may stand there. */
const SHOWN = 60;

function textOf(value: unknown): string {
  const text = value === undefined ? 'not set' : canonicalJson(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
