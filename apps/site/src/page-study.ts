import type { Environment, Kind } from '@pomdp-gym/contracts';
import { createEnvironment } from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';
import { isThere, readText } from './repository.js';
import type { ShippedPlugin } from './shipped-plugins.js';

/** Backups that bound the optimum on a page: few, so that the site is built within two minutes. */
export const BRACKET = 200;

/** The study of a plugin's page, as YAML, and the name of its file; undefined where nothing can be compared. */
export function pageStudy(
  { kind, id }: ShippedPlugin,
  registry: Registry,
): { readonly file: string; readonly text: string } | undefined {
  if (id === 'File' || id === 'Gymnasium') return undefined;
  const file = `${id.toLowerCase()}.yaml`;
  const path = `docs/studies/${kind}-${file}`;
  const text = isThere(path) ? readText(path) : defaultStudy(kind, id, registry);
  return text === undefined ? undefined : { file, text };
}

/** How a part of an agent is tried where its page has no study of its own. */
const agents: Readonly<Partial<Record<Kind, (id: string) => readonly string[]>>> = {
  policy: (id) => [
    `{ policy: ${id}, estimator: 'gpomdp:beta=.9', optimizer: natural-gradient, steps: 2000 }`,
  ],
  estimator: (id) => [`{ policy: softmax, estimator: ${id}, optimizer: gradient-ascent, steps: 1024 }`],
  optimizer: (id) => [`{ policy: softmax, estimator: 'gpomdp:beta=.4', optimizer: ${id}, steps: 1024 }`],
  learner: (id) => [`{ policy: softmax, learner: ${id} }`],
  solver: (id) => [`{ solver: ${id} }`],
};

/** Where it is tried. */
const places: Readonly<Partial<Record<Kind, string>>> = {
  policy: 'Tiger-v0',
  estimator: 'ThreeState-v0',
  optimizer: 'ThreeState-v0',
  learner: 'ThreeState-v0',
  solver: 'Tiger-v0',
};

function defaultStudy(kind: Kind, id: string, registry: Registry): string | undefined {
  if (kind === 'environment') return environmentStudy(id, registry);
  const place = places[kind];
  const tried = agents[kind]?.(id);
  return place && tried && studyText(id, [place], tried, kind === 'solver');
}

function environmentStudy(id: string, registry: Registry): string {
  const environment = createEnvironment({ id, options: {} }, registry);
  return studyText(
    id,
    [id],
    [`{ policy: ${policyFor(environment)}, estimator: gpomdp, optimizer: conjpomdp, steps: 1024 }`],
  );
}

function policyFor({ actionSpace, observationSpace }: Environment): string {
  if (actionSpace.kind === 'box') return 'gaussian';
  return observationSpace.kind === 'box' ? 'mlp' : 'softmax';
}

function studyText(
  name: string,
  environments: readonly string[],
  tried: readonly string[],
  discounted = false,
): string {
  return [
    `name: ${name}`,
    `environments: [${environments.join(', ')}]`,
    'agents:',
    ...[...tried, '{ policy: uniform }'].map((agent) => `  - ${agent}`),
    'seeds: 3',
    'budget: 20000',
    discounted ? 'evaluation: { discounted: { discount: 0.95 } }' : 'evaluation: { steps: 5000 }',
    '',
  ].join('\n');
}
