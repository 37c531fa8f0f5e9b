import { InputError, type PartKind, partKinds } from '@pomdp-gym/contracts';
import { alternatives, type Reference, type Registry, suggestion } from '@pomdp-gym/registry';
import { parseReference, splitOutsideBrackets } from './reference.js';

/** An agent as a study writes it. */
export type WrittenAgent = { readonly name: string } & { readonly [part in PartKind]?: Reference };

/**
 * Reads an agent written in one line, its parts joined by `+`: `softmax+gpomdp:beta=.8+conjpomdp`. Each part is found by
 * its id, whatever its kind. The line is the agent's name, unless a name stands before it: `short trace=softmax+gpomdp:beta=.1+conjpomdp`.
 */
export function parseAgent(text: string, registry: Registry): WrittenAgent {
  const [, name = text, parts = text] = /^([^=:+()]+)=(.*)$/s.exec(text) ?? [];
  let agent: WrittenAgent = { name: name.trim() };
  for (const part of partsIn(parts)) {
    const reference = parseReference(part);
    const kind = partOf(reference.id, registry);
    const earlier = agent[kind];
    if (earlier) {
      throw new InputError(
        `The agent ${text} has two of a kind: ${earlier.id} and ${reference.id} (${kind}).`,
      );
    }
    agent = { ...agent, [kind]: reference };
  }
  return agent;
}

/** The parts between the plus signs that stand outside of brackets; the sign of a number, as in 1e+2, does not count. */
function partsIn(text: string): readonly string[] {
  return splitOutsideBrackets(text, '+').reduce<string[]>((parts, piece) => {
    if (parts.length > 0 && !/^\s*[A-Za-z]/.test(piece))
      return [...parts.slice(0, -1), `${parts.at(-1)}+${piece}`];
    return [...parts, piece.trim()];
  }, []);
}

function partOf(id: string, registry: Registry): PartKind {
  const found = partKinds.filter((kind) => registry.find(kind, id));
  const [kind] = found;
  if (kind && found.length === 1) return kind;
  if (kind)
    throw new InputError(`${id} may be ${alternatives(found)}; name the agent's parts in a study file.`);
  const [other] = registry.kindsOf(id);
  if (other)
    throw new InputError(`${id} is ${registry.table[other].article}, where a part of an agent is expected.`);
  const ids = partKinds.flatMap((each) => registry.describe(each).map((part) => part.id));
  throw new InputError(`There is no ${alternatives(partKinds)} ${id}. ${suggestion(id, ids, 'ids')}`);
}
