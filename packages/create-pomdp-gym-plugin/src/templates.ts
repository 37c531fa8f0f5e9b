import { readFileSync } from 'node:fs';
import type { PluginNames } from './plugin-names.js';

/** A plugin to begin with: the files `NAME.ts` and `NAME.test.ts` of the folder `src/templates`. */
export interface Template {
  /** The kind that the plugin contributes. */
  readonly kind: string;
  /** What it is, for the list of templates. */
  readonly summary: string;
  /** The words after `pomdp-gym` that run it beside what is shipped; `ID` stands for its id. */
  readonly trial: string;
}

/** Every template by its name, in the order in which they are listed. */
export const templates = {
  'environment-from-tables': {
    kind: 'environment',
    summary: 'an environment with a model: values are exact, and solvers plan in it',
    trial:
      'compare --env ID --agent uniform --agent softmax+gpomdp:beta=.8+conjpomdp --seeds 3 --budget 20000',
  },
  'environment-from-simulator': {
    kind: 'environment',
    summary: 'an environment without a model: reset and step alone',
    trial:
      'compare --env ID --agent uniform --agent mlp+gpomdp:beta=.8+gradient-ascent --seeds 3 --budget 20000',
  },
  policy: {
    kind: 'policy',
    summary: 'a policy with parameters, to be trained by gradients',
    trial: 'compare --env ThreeState-v0 --agent ID+gpomdp:beta=.8+conjpomdp --seeds 3 --budget 20000',
  },
  'policy-with-memory': {
    kind: 'policy',
    summary: 'a policy that remembers something of the steps before',
    trial: 'compare --env Tiger-v0 --agent uniform --agent ID --seeds 3',
  },
  estimator: {
    kind: 'estimator',
    summary: 'an estimator of the gradient from a path',
    trial: 'compare --env ThreeState-v0 --agent softmax+ID+conjpomdp --seeds 3 --budget 20000',
  },
  optimizer: {
    kind: 'optimizer',
    summary: 'an optimizer: steps along estimated gradients',
    trial: 'compare --env ThreeState-v0 --agent softmax+gpomdp:beta=.8+ID --seeds 3 --budget 20000',
  },
  learner: {
    kind: 'learner',
    summary: 'a learner that changes its policy step by step',
    trial: 'compare --env FourByThree-v0 --agent uniform --agent ID --seeds 3 --budget 20000',
  },
  solver: {
    kind: 'solver',
    summary: 'a solver that plans on a model',
    trial: 'compare --env Tiger-v0 --agent uniform --agent ID --seeds 3',
  },
  critic: {
    kind: 'critic',
    summary: 'a critic: values of observations, for an actor-critic',
    trial: 'compare --env ThreeState-v0 --agent softmax+ID+actor-critic --seeds 3 --budget 20000',
  },
  tracker: {
    kind: 'tracker',
    summary: 'a tracker that records the events of runs',
    trial: 'compare --env Tiger-v0 --agent uniform --seeds 3 --tracker ID',
  },
  wrapper: {
    kind: 'wrapper',
    summary: 'a wrapper around any environment',
    trial: 'compare --env Tiger-v0+ID --agent uniform --seeds 3',
  },
  experiment: {
    kind: 'experiment',
    summary: 'an experiment with claims, for `pomdp-gym reproduce`',
    trial: 'reproduce ID --quick',
  },
} as const satisfies Readonly<Record<string, Template>>;

export type TemplateName = keyof typeof templates;

export const templateNames = Object.keys(templates) as readonly TemplateName[];

export function isTemplateName(name: string): name is TemplateName {
  return Object.hasOwn(templates, name);
}

/** The words after `pomdp-gym` that run the new plugin. */
export function trialOf(template: TemplateName, { id }: PluginNames): string {
  return templates[template].trial.replace(/\bID\b/, id);
}

/** A source file of a plugin. */
export interface SourceText {
  /** Relative to the folder of the sources. */
  readonly path: string;
  readonly text: string;
}

/** The sources of a plugin as a package of this workspace has them: its spec, the test of it, and the entry. */
export function pluginSources(template: TemplateName, names: PluginNames): readonly SourceText[] {
  const { name } = names;
  const [source, test] = [templateText(`${template}.ts`), templateText(`${template}.test.ts`)];
  const identifier = freeIdentifier(names.identifier, `${source} ${test}`);
  const named = { ...names, identifier };
  return [
    { path: `${name}.ts`, text: renamed(source, template, named) },
    { path: `${name}.test.ts`, text: renamed(test, template, named) },
    { path: 'index.ts', text: entry(templates[template].kind, name, identifier) },
  ];
}

/** Words of the language that look like names of plugins. */
const RESERVED =
  /^(arguments|await|break|case|catch|class|const|contribute|continue|debugger|default|delete|do|else|enum|eval|export|extends|false|finally|for|function|if|implements|import|in|instanceof|interface|let|module|new|null|package|private|protected|public|return|static|super|switch|this|throw|true|try|typeof|var|void|while|with|yield)$/;

/** The identifier, or one like it where the language or the template has the word already. */
function freeIdentifier(identifier: string, text: string): string {
  const isTaken = RESERVED.test(identifier) || new RegExp(`\\b${identifier}\\b`).test(text);
  return isTaken && identifier !== 'template' ? `${identifier}Spec` : identifier;
}

function templateText(file: string): string {
  return readFileSync(new URL(`../src/templates/${file}`, import.meta.url), 'utf8');
}

/** A template names its spec `template`, and its id `template` or `Template-v0`. */
function renamed(text: string, template: TemplateName, { name, id, identifier }: PluginNames): string {
  return text
    .replaceAll(`'./${template}.js'`, `'./${name}.js'`)
    .replaceAll(/\bTemplate-v0\b/g, id)
    .replaceAll(/'template'/g, `'${id}'`)
    .replaceAll(/\btemplate:/g, `${id}:`)
    .replaceAll("'template-'", `'${name}-'`)
    .replaceAll(/\btemplate\b/g, identifier);
}

function entry(kind: string, name: string, identifier: string): string {
  return `import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { ${identifier} } from './${name}.js';

export { ${identifier} };
export default new ContainerModule((module) => contribute(module, '${kind}', ${identifier}));
`;
}
