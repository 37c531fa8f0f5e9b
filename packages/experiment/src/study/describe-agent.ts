import { type Agent, partKinds, type Reference } from '@pomdp-gym/contracts';
import { formatReference, isReference } from './reference.js';

/** An option's value is shown up to this many characters: a whole file may stand there. */
const SHOWN = 40;

/** What an agent is made of, in one line: `softmax + gpomdp:beta=0.4 + conjpomdp, T = 1024`. */
export function describeAgent(agent: Agent): string {
  const parts = partKinds.flatMap((kind) => agent[kind] ?? []);
  const line = parts.map(inShort).join(' + ');
  if (!agent.optimizer) return line;
  const { direction, lineSearch, paths = 1 } = agent.steps;
  const search = lineSearch === direction ? '' : ` (line search ${lineSearch})`;
  return `${line}, T = ${direction}${search}${paths === 1 ? '' : `, ${paths} paths`}`;
}

/** A reference whose long values are cut, and those of the recipes among them. */
function inShort({ id, options }: Reference): string {
  return formatReference({ id, options: cut(options) });
}

function cut(options: Reference['options']): Reference['options'] {
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [name, cutValue(value)]));
}

function cutValue(value: unknown): unknown {
  if (isReference(value)) return { ...value, options: cut(value.options) };
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : value;
}
