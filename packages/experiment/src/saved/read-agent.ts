import { InputError } from '@pomdp-gym/contracts';
import { type Place, parseStudy } from '../study/read-study.js';
import type { Study } from '../study/study.js';
import { agentSchema } from './agent-schema.js';
import { readJson, writeJson } from './json-text.js';
import { AGENT_FORMAT, type SavedAgent, type SavedPolicy } from './saved-agent.js';

/** A trained agent as the text of its file. The same agent has the same text. */
export function agentText(agent: SavedAgent): string {
  return writeJson(agent);
}

/**
 * Reads a trained agent strictly. What is read is written again as the same text.
 *
 * @param file how messages name the text.
 * @throws InputError: a sentence with line and column.
 */
export function readAgent(text: string, file: string): SavedAgent {
  const { value, place } = readJson(text, file);
  requireFormat(value, file);
  const { data, error } = agentSchema.safeParse(value);
  if (error) throw new InputError(sentence(error.issues[0], place));
  const study = parseStudy(data.study, (path) => place(['study', ...path]));
  requireOneRun(study, place);
  requireSizes(data.policy, place);
  return { ...data, study };
}

type Issue = NonNullable<ReturnType<typeof agentSchema.safeParse>['error']>['issues'][number];

/** What is another kind of file is named, before its parts are looked at. */
function requireFormat(value: unknown, file: string): void {
  if (typeof value === 'object' && value !== null && 'format' in value) return;
  const theta = Array.isArray(value) && value.every((entry) => typeof entry === 'number');
  const what = theta
    ? 'It holds θ alone, as run --output writes it, and no recipe to make a policy of it. '
    : '';
  throw new InputError(
    `${file}:1:1: This is no trained agent: the file has no format "${AGENT_FORMAT}". ${what}pomdp-gym save writes such files.`,
  );
}

function sentence(issue: Issue | undefined, place: Place): string {
  if (!issue) return 'This is no trained agent.';
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const path = [...issue.path, ...unknown];
  return `${place(path)}: ${nameOf(path)} ${issue.message}${/[.?!]$/.test(issue.message) ? '' : '.'}`;
}

/** policy.vectors[2].action */
function nameOf(path: readonly PropertyKey[]): string {
  const name = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return name === '' ? 'The file' : name.replace(/^\./, '');
}

function requireOneRun({ environments, agents, seeds }: Study, place: Place): void {
  for (const [name, list] of Object.entries({ environments, agents, seeds })) {
    if (list.length === 1) continue;
    const where = place(['study', name]);
    throw new InputError(`${where}: study.${name} holds ${list.length} where a trained agent has one.`);
  }
}

function requireSizes(policy: SavedPolicy, place: Place): void {
  for (const [path, found, expected] of sizesOf(policy)) {
    if (found === expected) continue;
    const name = nameOf(['policy', ...path]);
    throw new InputError(
      `${place(['policy', ...path])}: ${name} holds ${found} numbers, where ${expected} are expected.`,
    );
  }
  if (policy.kind !== 'vectors') return;
  const wrong = policy.vectors.findIndex(({ action }) => action >= policy.actions);
  if (wrong < 0) return;
  const where = place(['policy', 'vectors', wrong, 'action']);
  throw new InputError(`${where}: policy.vectors[${wrong}].action must be below ${policy.actions}.`);
}

/** The lists of a policy: where each is, how long it is, and how long it is to be. */
function sizesOf(policy: SavedPolicy): readonly (readonly [PropertyKey[], number, number])[] {
  if (policy.kind === 'vectors')
    return policy.vectors.map(({ values }, i) => [['vectors', i, 'values'], values.length, policy.states]);
  if (policy.kind !== 'controller') return [];
  const { nodes, observations, actions, start, actionProbabilities, successorProbabilities } = policy;
  const choices = nodes * observations * actions;
  return [
    [['start'], start.length, nodes],
    [['actionProbabilities'], actionProbabilities.length, choices],
    [['successorProbabilities'], successorProbabilities.length, choices * nodes],
  ];
}
