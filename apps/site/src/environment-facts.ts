import type { Space } from '@pomdp-gym/contracts';
import { createEnvironment } from '@pomdp-gym/experiment';
import { type ModelCard, modelCard } from '@pomdp-gym/models';
import type { Registry } from '@pomdp-gym/registry';
import { plainMarkdown } from './markdown-table.js';

/** Environments that need a file or another process, and so cannot be made from their defaults. */
const made = (id: string) => id !== 'File' && id !== 'Gymnasium';

/** What is known of an environment at its defaults, in rows of two cells. */
export function environmentFacts(id: string, registry: Registry): string[][] {
  if (!made(id)) return [];
  const { task, observationSpace, actionSpace, optimum, ...rest } = environmentOf(id, registry);
  return [
    ['task', task],
    ['observes', inWords(observationSpace)],
    ['acts', inWords(actionSpace)],
    ...(rest.card ? modelFacts(rest.card) : [['model', 'none: it is simulated']]),
    ...(optimum ? [['optimum', `${optimum.averageReward} a step: ${optimum.source}`]] : []),
  ].map((row) => row.map(plainMarkdown));
}

function environmentOf(id: string, registry: Registry) {
  const environment = createEnvironment({ id, options: {} }, registry);
  const { task, observationSpace, actionSpace, optimum } = environment;
  const model = environment.model?.();
  return { task, observationSpace, actionSpace, optimum, card: model && modelCard(model) };
}

function modelFacts({ rewardRange: [least, greatest], ...card }: ModelCard): string[][] {
  return [
    ...(card.agents ? [['agents', `${card.agents.length}`]] : []),
    ['states', `${card.states}, starting in ${card.startSupport} of them`],
    ['actions', `${card.actions}`],
    ['observations', `${card.observations}`],
    ['rewards', `from ${least} to ${greatest}`],
    ['discount', `${card.discount ?? 'none'}`],
    ...(card.terminalStates > 0 ? [['ends', `in ${card.terminalStates} of the states`]] : []),
  ];
}

function inWords(space: Space): string {
  if (space.kind === 'box') return `${space.low.length} real numbers`;
  const names = space.labels && space.labels.length <= 12 ? `: ${space.labels.join(', ')}` : '';
  return `one of ${space.size}${names}`;
}
