import { join } from 'node:path';
import { InputError } from '@pomdp-gym/contracts';
import { isTemplateName, type TemplateName, templateNames } from 'create-pomdp-gym-plugin';
import { type NewcomerHour, newcomerSteps, spendHour } from './newcomer.js';
import { newcomerTable } from './newcomer-table.js';
import { PackedWorld } from './packed-world.js';

/**
 * Creates, installs, tests and tries a plugin of each template, from packed packages.
 *
 * @param words templates; all where there are none.
 * @returns the table of times, and the output of steps that failed.
 */
export async function newcomer(root: string, words: readonly string[]): Promise<readonly string[]> {
  const templates = words.length === 0 ? templateNames : words.map(templateOf);
  const world = await PackedWorld.begin(root);
  try {
    const hours: NewcomerHour[] = [];
    for (const template of templates)
      hours.push(await spendHour(template, join(world.folder, 'work'), world.npm));
    return [newcomerTable(hours), ...hours.flatMap(failureOf)];
  } finally {
    await world.end();
  }
}

function templateOf(word: string): TemplateName {
  if (isTemplateName(word)) return word;
  throw new InputError(`There is no template ${word}; the templates are ${templateNames.join(', ')}.`);
}

/** The output of the step that failed; empty where all went well. */
export function failureOf({ template, outcomes }: NewcomerHour): readonly string[] {
  return newcomerSteps.flatMap((step) => {
    const outcome = outcomes.get(step);
    if (outcome === undefined || outcome.code === 0) return [];
    return [`${template}, ${step}: code ${outcome.code}\n${outcome.out}\n${outcome.err}`];
  });
}
