import {
  createEnvironment,
  formatReference,
  isModelFile,
  type NamedEnvironment,
  parseEnvironment,
} from '@pomdp-gym/experiment';
import { InputError, type Kind, type Space } from '@pomdp-gym/contracts';
import { describeOptions, type OptionDescription, type Registry, suggestion } from '@pomdp-gym/registry';
import { describePath } from '@pomdp-gym/registry/node';
import { type EnvironmentCard, environmentCard, type LintedCard } from './model-card.js';
import { openRegistry } from './open-registry.js';
import { registeredIds } from './registered-ids.js';
import type { SharedOptions } from './flags/shared-options.js';
import { colors, print, printJson, table } from './terminal/terminal.js';

/** Prints what is known of something registered, or of the model in a file. */
export async function showInfo(text: string, { json, plugin }: SharedOptions): Promise<void> {
  const registry = await openRegistry(plugin, process.cwd());
  const reference = parseEnvironment(text);
  const cards = kindsNamed(reference.id, text, registry).map((kind) => cardOf(kind, reference, registry));
  if (!json) cards.forEach(printCard);
  else if (cards.length === 1) printJson(flat(cards[0]));
  else printJson(cards.map(flat));
}

function kindsNamed(id: string, text: string, registry: Registry): readonly Kind[] {
  const found = registry.kindsOf(id);
  // An experiment may have the id of what it tries, as conjpomdp does: that is what is asked about then.
  const others = found.filter((kind) => kind !== 'experiment');
  if (found.length > 0) return others.length > 0 ? others : found;
  if (isModelFile(text))
    throw new InputError(`No environment reads model files here: ${id} is not registered.`);
  throw new InputError(
    describePath(id) ?? `There is nothing named ${id}. ${suggestion(id, registeredIds(registry), 'ids')}`,
  );
}

interface Card {
  readonly id: string;
  readonly kind: Kind;
  readonly summary: string;
  readonly source: string;
  readonly options: readonly OptionDescription[];
  /** Of an optimizer or a learner: whether a run that is stopped goes on from its last checkpoint, and does not begin anew. */
  readonly resumes?: boolean;
  readonly environment?: EnvironmentCard;
  /** What is put around an environment, the innermost first. */
  readonly wrappers?: readonly string[];
}

function cardOf(kind: Kind, reference: NamedEnvironment, registry: Registry): Card {
  const { spec, source } = registry.get(kind, reference.id);
  const { summary } = spec;
  const card = {
    id: reference.name ?? spec.id,
    kind,
    summary,
    source,
    options: describeOptions(spec.options),
  };
  if (kind === 'optimizer' || kind === 'learner')
    return { ...card, resumes: resumes(kind, spec.id, registry) };
  if (kind !== 'environment') return card;
  const wrappers = reference.wrappers?.map(formatReference);
  return {
    ...card,
    ...(wrappers && { wrappers }),
    environment: environmentCard(createEnvironment(reference, registry)),
  };
}

/** Whether runs can be saved at an iterate: those of an optimizer that saves what its later moves depend on. */
function resumes(kind: 'optimizer' | 'learner', id: string, registry: Registry): boolean {
  if (kind === 'learner') return false;
  const { save, restore } = registry.create(kind, { id, options: {} });
  return save !== undefined && restore !== undefined;
}

/** As JSON shows it: what is known of an environment and its model at the top. */
function flat(card: Card | undefined): object {
  const { environment, ...head } = card ?? {};
  const { model, ...facts } = environment ?? {};
  return { ...head, ...facts, ...model };
}

function printCard(card: Card): void {
  const { id, kind, source, summary, options, environment, wrappers = [], resumes } = card;
  print(`${colors.bold(id)}  ${kind}, from ${source}`);
  print(summary);
  if (wrappers.length > 0) print(`Within ${wrappers.join(', then ')}.`);
  if (resumes !== undefined)
    print(
      `A run that is stopped ${resumes ? 'goes on from its last checkpoint, in a folder or a queue' : 'begins anew'}.`,
    );
  print();
  if (environment) print(`${table([{ title: '' }, { title: '' }], factsOf(environment)).trimStart()}\n`);
  if (options.length === 0) print('It has no options.');
  else print(optionTable(options));
}

function optionTable(options: readonly OptionDescription[]): string {
  const columns = ['option', 'default', 'accepts', 'meaning'].map((title) => ({ title }));
  return table(
    columns,
    options.map(({ name, accepts, description, default: value }) => [
      name,
      value === null ? 'none' : (JSON.stringify(value) ?? ''),
      accepts,
      description,
    ]),
  );
}

function factsOf({ task, observationSpace, actionSpace, optimum, model }: EnvironmentCard): string[][] {
  return [
    ['task', task],
    ['observes', spaceInWords(observationSpace)],
    ['acts', spaceInWords(actionSpace)],
    ...(model ? modelFacts(model) : []),
    ...(optimum ? [['optimum', `${optimum.averageReward} a step: ${optimum.source}`]] : []),
  ];
}

function modelFacts(model: LintedCard): string[][] {
  const [least, greatest] = model.rewardRange;
  return [
    ...(model.agents ? [['agents', agentsInWords(model.agents)]] : []),
    ['states', `${model.states}, starting in ${model.startSupport} of them`],
    ['actions', `${model.actions}`],
    ['observations', `${model.observations}`],
    ['transitions', stored(model.transitions, model.states * model.states * model.actions)],
    [
      'observations stored',
      stored(model.observationEntries, model.states * model.actions * model.observations),
    ],
    ['rewards', `from ${least} to ${greatest}`],
    ['discount', `${model.discount ?? 'none'}`],
    ...(model.terminalStates > 0 ? [['ends', `in ${model.terminalStates} of the states`]] : []),
    ...model.lint.map(({ message }, index) => [index === 0 ? 'odd' : '', message]),
  ];
}

function agentsInWords(agents: NonNullable<LintedCard['agents']>): string {
  const each = agents.map(
    ({ name, actions, observations }, agent) =>
      `${name ?? agent} (${actions} actions, ${observations} observations)`,
  );
  return `${agents.length}: ${each.join(', ')}`;
}

/** How full a table is, to two digits. */
function stored(entries: number, cells: number): string {
  const percent = Number(((100 * entries) / cells).toPrecision(2));
  const share = percent === 100 && entries < cells ? 'over 99 %' : `${percent} %`;
  return `${entries} of ${cells} possible (${share})`;
}

function spaceInWords(space: Space): string {
  if (space.kind === 'box') return `${space.low.length} real numbers`;
  const names = space.labels && space.labels.length <= 12 ? `: ${space.labels.join(', ')}` : '';
  return `one of ${space.size}${names}`;
}
