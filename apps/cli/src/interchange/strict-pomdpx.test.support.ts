import type { ModelTables } from './model-tables.test.support.js';

/** An element of a document: its children, or its text. */
interface Node {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Node[];
  text: string;
}

/**
 * Reads a `.pomdpx` file of one state, one action and one observation variable by the rules of APPL's reader
 * (`FactoredPomdp.cpp`, version 0.96), and by nothing else: a description that is not empty, a discount, `uniform` in the
 * initial belief only, `identity` in transitions only, and there after `- -`, tables of exactly their size, an entry at
 * least in each row. An instruction ends at the first `>`. Throws for the rest.
 */
export function readStrictPomdpx(text: string): ModelTables {
  const root = treeOf(text);
  if (root.name !== 'pomdpx') throw new Error(`The root is ${root.name}.`);
  const discount = Number(textOf(child(root, 'Discount')));
  textOf(child(root, 'Description'));
  const variables = child(root, 'Variable');
  const states = valuesOf(child(variables, 'StateVar'), 's');
  const names = new Map([
    ['state_0', states],
    ['state_1', states],
    ['action', valuesOf(child(variables, 'ActionVar'), 'a')],
    ['observation', valuesOf(child(variables, 'ObsVar'), 'o')],
  ]);
  const [actions, observations] = [names.get('action')!, names.get('observation')!];
  const start = readFunction(child(child(root, 'InitialStateBelief'), 'CondProb'), names, 'belief');
  const transitions = readFunction(child(child(root, 'StateTransitionFunction'), 'CondProb'), names, 'state');
  const observationTables = readFunction(child(child(root, 'ObsFunction'), 'CondProb'), names, 'observation');
  const rewards = readFunction(child(child(root, 'RewardFunction'), 'Func'), names, 'reward');
  const sliced = ({ table }: FactoredTable) => {
    const size = table.length / actions.length;
    return actions.map((_, action) => table.slice(action * size, (action + 1) * size));
  };
  return {
    ...{ states: states.length, actions: actions.length, observations: observations.length, discount },
    ...{
      start: [...start.table],
      transitions: sliced(transitions),
      observationTables: sliced(observationTables),
    },
    reward: (state, action, next, observation) =>
      rewards.table[
        rewards.parents.reduce((place, parent) => {
          const value = { state_0: state, state_1: next, action, observation }[parent]!;
          return place * names.get(parent)!.length + value;
        }, 0)
      ]!,
  };
}

/** Values by parents and, but for rewards, the variable itself, the last varying fastest. */
interface FactoredTable {
  readonly parents: readonly ('state_0' | 'state_1' | 'action' | 'observation')[];
  readonly table: Float64Array;
}

function readFunction(
  element: Node,
  names: ReadonlyMap<string, readonly string[]>,
  kind: 'belief' | 'state' | 'observation' | 'reward',
): FactoredTable {
  const variable = textOf(child(element, 'Var'));
  const parents = textOf(child(element, 'Parent'))
    .split(/\s+/)
    .filter((name) => name !== 'null') as ('state_0' | 'state_1' | 'action' | 'observation')[];
  const columns = [...parents, ...(kind === 'reward' ? [] : [variable])];
  const domains = columns.map((name) => {
    const values = names.get(name);
    if (!values) throw new Error(`There is no variable ${name}.`);
    return values;
  });
  const table = new Float64Array(domains.reduce((size, values) => size * values.length, 1)).fill(NaN);
  const entries = child(element, 'Parameter').children;
  for (const entry of entries) readEntry(entry, domains, kind, table);
  if (kind === 'reward') return { parents, table: table.map((value) => (Number.isNaN(value) ? 0 : value)) };
  checkRows(table, domains.at(-1)!.length, kind);
  return { parents, table: table.map((value) => (Number.isNaN(value) ? 0 : value)) };
}

/** Each row has an entry; sums are checked within 1e-6, of the initial belief with an error, of the others with a warning. */
function checkRows(table: Float64Array, size: number, kind: string): void {
  for (let at = 0; at < table.length; at += size) {
    const row = table.subarray(at, at + size);
    if (row.every(Number.isNaN)) throw new Error(`A row of the ${kind} function has no entry.`);
    const sum = row.reduce((total, value) => total + (Number.isNaN(value) ? 0 : value), 0);
    if (Math.abs(sum - 1) > 1e-6) throw new Error(`A row of the ${kind} function sums to ${sum}.`);
  }
}

function readEntry(
  entry: Node,
  domains: readonly (readonly string[])[],
  kind: string,
  table: Float64Array,
): void {
  const words = textOf(child(entry, 'Instance')).split(/\s+/);
  if (words.length !== domains.length) throw new Error(`«${words.join(' ')}» does not match the parents.`);
  const content = textOf(child(entry, kind === 'reward' ? 'ValueTable' : 'ProbTable')).toLowerCase();
  const numbers = numbersOf(content, words, domains, kind);
  const open = domains.map((values, i) => (words[i] === '-' ? values.length : 1));
  if (numbers.length !== open.reduce((size, count) => size * count, 1))
    throw new Error(`«${words.join(' ')}» has ${numbers.length} numbers.`);
  const visit = (at: number, place: number, source: number): void => {
    if (at === domains.length) {
      table[place] = numbers[source]!;
      return;
    }
    const values = domains[at]!;
    const word = words[at]!;
    const one = values.indexOf(word);
    if (word !== '*' && word !== '-' && one < 0) throw new Error(`${word} does not exist.`);
    const range = one < 0 ? [...values.keys()] : [one];
    for (const value of range)
      visit(at + 1, place * values.length + value, word === '-' ? source * values.length + value : source);
  };
  visit(0, 0, 0);
}

function numbersOf(
  content: string,
  words: readonly string[],
  domains: readonly (readonly string[])[],
  kind: string,
): number[] {
  if (content === 'uniform') {
    if (kind !== 'belief' || words[0] !== '-') throw new Error('uniform can only be used for initial belief');
    return Array<number>(domains[0]!.length).fill(1 / domains[0]!.length);
  }
  if (content === 'identity') {
    const size = domains.at(-1)!.length;
    const dashes = words.slice(0, -1).filter((word) => word === '-').length;
    if (kind !== 'state' || dashes !== 1 || words.at(-1) !== '-') throw new Error('identity is out of place');
    return Array.from({ length: size * size }, (_, k) => Number(k % (size + 1) === 0));
  }
  const numbers = content.split(/\s+/).map(Number);
  if (!numbers.every(Number.isFinite)) throw new Error(`«${content.slice(0, 40)}» are no numbers.`);
  return numbers;
}

function valuesOf(variable: Node, letter: string): readonly string[] {
  const list = variable.children.find(({ name }) => name === 'ValueEnum');
  if (list) return textOf(list).split(/\s+/);
  return Array.from({ length: Number(textOf(child(variable, 'NumValues'))) }, (_, i) => letter + i);
}

function child({ name, children }: Node, wanted: string): Node {
  const found = children.find((one) => one.name === wanted);
  if (!found) throw new Error(`<${name}> has no <${wanted}>.`);
  return found;
}

/** The text of an element; TinyXML has none for one that is empty, and APPL ends with a fault of memory there. */
function textOf({ name, text }: Node): string {
  if (text.trim() === '') throw new Error(`<${name}> is empty.`);
  return text.trim();
}

/** The tree of a document, as TinyXML reads it. */
function treeOf(source: string): Node {
  const top: Node = { name: '', attributes: new Map(), children: [], text: '' };
  const open = [top];
  for (const [, mark, text] of source.matchAll(/<([^>]*)>|([^<]+)/g)) {
    const here = open.at(-1)!;
    if (text !== undefined) here.text += text;
    else if (mark!.startsWith('/')) close(open, mark!.slice(1));
    else if (!/^[?!]/.test(mark!)) {
      const node = elementOf(mark!.replace(/\/$/, ''));
      here.children.push(node);
      if (!mark!.endsWith('/')) open.push(node);
    }
  }
  const strays = top.text.trim() + (top.children[0]?.text.trim() ?? '');
  if (open.length !== 1 || top.children.length !== 1 || strays !== '')
    throw new Error(`The document is not one element: ${strays.slice(0, 40)}`);
  return top.children[0]!;
}

function close(open: Node[], name: string): void {
  if (open.pop()?.name !== name.trim()) throw new Error(`</${name}> closes nothing.`);
}

function elementOf(mark: string): Node {
  const [name] = mark.split(/\s/);
  const attributes = Array.from(
    mark.matchAll(/([\w:]+)="([^"]*)"/g),
    ([, key, value]) => [key!, value!] as const,
  );
  return { name: name!, attributes: new Map(attributes), children: [], text: '' };
}
