import { grouped, type SparseRows } from '@pomdp-gym/contracts';
import { CONSTANT, WILDCARD } from '../pomdp-format/assignment-log.js';
import { RowAssignments, type RowFault } from '../pomdp-format/row-assignments.js';
import { isProbability, isSlip, sumText } from '../pomdp-format/row-sum.js';
import { LeafWalker } from './decision-diagram.js';
import { readDiagram } from './diagram-reader.js';
import { Domain } from './domain.js';
import { EACH, readInstance, runningDomain } from './pattern.js';
import type { Scope } from './scope.js';
import type { Role, Slot } from './variables.js';
import { childrenOf, tokensOf, type Token, type XmlElement } from './xml-tree.js';

/** P(variables | parents): a row for each joint value of the parents, a column for each of the variables. */
export interface Conditional {
  readonly variables: Domain;
  readonly parents: Domain;
  readonly rows: SparseRows;
  readonly element: XmlElement;
}

/** Reads a `<CondProb>`; undefined, with diagnostics, if it is invalid. */
export function readConditional(
  element: XmlElement,
  scope: Scope,
  of: readonly Role[],
  given: readonly Role[],
): Conditional | undefined {
  const names = scope.words(element, 'Var');
  const parentNames = scope.words(element, 'Parent');
  const [parameter] = childrenOf(element, 'Parameter');
  if (!parameter) scope.error('missing', element, '<CondProb> needs <Parameter> inside.');
  if (!names || !parentNames || !parameter) return undefined;
  const variables = scope.slots([...names, ...unlisted(parameter, names, parentNames, scope, of)], of);
  const parents = scope.slots(
    parentNames.filter(({ text }) => text !== 'null'),
    given,
  );
  if (!variables || !parents) return undefined;
  if (variables.length === 0) {
    scope.error('wrong-count', element, '<Var> names no variable.');
    return undefined;
  }
  return new ConditionalReader(element, scope, variables, parents).read(parameter);
}

/** Variables that only the diagram mentions: they are distributed together with those that `<Var>` names. */
function unlisted(
  parameter: XmlElement,
  names: readonly Token[],
  parents: readonly Token[],
  scope: Scope,
  roles: readonly Role[],
): Token[] {
  const known = new Set([...names, ...parents].map(({ text }) => text));
  const found: Token[] = [];
  const search = (element: XmlElement): void => {
    const { var: name } = element.attributes;
    const slot = name === undefined ? undefined : scope.variables.byName.get(name);
    if (slot && roles.includes(slot.role) && !known.has(slot.name)) {
      known.add(slot.name);
      found.push({ text: slot.name, begin: element.begin, end: element.end });
      scope.lenient(element, `\`${slot.name}\` is taken for one of the variables of this <Var>.`);
    }
    element.children.forEach(search);
  };
  if (parameter.attributes.type === 'DD') search(parameter);
  return found;
}

class ConditionalReader {
  private readonly variables: Domain;
  private readonly parents: Domain;
  /** Parents first, then variables: the order of an `<Instance>`. */
  private readonly slots: readonly Slot[];

  constructor(
    private readonly element: XmlElement,
    private readonly scope: Scope,
    variables: readonly Slot[],
    parents: readonly Slot[],
  ) {
    this.variables = new Domain(variables);
    this.parents = new Domain(parents);
    this.slots = [...parents, ...variables];
  }

  read(parameter: XmlElement): Conditional | undefined {
    const { scope, variables, parents, element } = this;
    const { limits } = scope;
    if (parents.size > limits.rows || variables.size > limits.entries) {
      const size = `${grouped(parents.size)} rows of ${grouped(variables.size)}`;
      scope.error('too-large', element, `A table of ${size} numbers is more than this reader takes.`);
      return undefined;
    }
    const errors = scope.diagnostics.errors;
    const assignments = new RowAssignments(1, parents.size, variables.size);
    if (parameter.attributes.type === 'DD') this.readDiagram(parameter, assignments);
    else for (const entry of childrenOf(parameter, 'Entry')) this.readEntry(entry, assignments);
    if (scope.diagnostics.errors > errors) return undefined;
    return this.finish(assignments);
  }

  private finish(assignments: RowAssignments): Conditional | undefined {
    const { scope, variables, parents, element } = this;
    const { errors } = scope.diagnostics;
    const { tables, faults } = assignments.build(new Float64Array(variables.size), scope.limits);
    for (const fault of faults) this.complain(fault);
    return scope.diagnostics.errors > errors ? undefined : { variables, parents, rows: tables[0]!, element };
  }

  private complain({ row, sum, position, more }: RowFault): void {
    const { scope, variables, parents, element } = this;
    const names = variables.slots.map(({ name }) => `\`${name}\``).join(', ');
    const given = parents.slots.length > 0 ? ` given ${parents.label(row)}` : '';
    const what = `The probabilities of ${names}${given}${more === 0 ? '' : ` (and ${grouped(more)} more)`}`;
    if (position < 0) {
      scope.error('missing', element, `${what} are not given.`);
      return;
    }
    const where = { begin: position, end: scope.source.indexOf('>', position) + 1 };
    if (!isSlip(sum)) scope.error('row-sum', where, `${what} sum to ${sumText(sum)}, not to 1.`);
    else {
      const message = `${what} sum to ${sumText(sum)}, not to 1; they are read divided by their sum.`;
      scope.diagnostics.warning('row-sum', where, message);
    }
  }

  private readEntry(entry: XmlElement, assignments: RowAssignments): void {
    const { scope, slots } = this;
    const instance = scope.words(entry, 'Instance');
    const [table] = childrenOf(entry, 'ProbTable');
    if (!table) scope.error('missing', entry, '<Entry> needs <ProbTable> inside.');
    const pattern = instance && readInstance(instance, slots, scope);
    if (!pattern || !table) return;
    const running = runningDomain(pattern, slots);
    const numbers = this.readTable(tokensOf(table, scope.source), table, running);
    if (numbers) this.assignEntry(entry, pattern, running, numbers, assignments);
  }

  private readTable(tokens: readonly Token[], table: XmlElement, running: Domain): TableNumbers | undefined {
    const { scope } = this;
    const [first] = tokens;
    if (first && tokens.length === 1 && first.text === 'uniform') return this.uniform(running);
    if (first && tokens.length === 1 && first.text === 'identity') return this.identity(first, running);
    if (tokens.length !== running.size) {
      const due = `${grouped(running.size)} ${running.size === 1 ? 'number' : 'numbers'}`;
      scope.error('wrong-count', first ?? table, `This table takes ${due}, not ${grouped(tokens.length)}.`);
      return undefined;
    }
    const values = tokens.map((token) => this.probability(token));
    return values.every((value) => value !== undefined)
      ? { values: Float64Array.from(values), stride: 1 }
      : undefined;
  }

  /** One over the number of values that the variables run through (`-` or `*` in their place). */
  private uniform(running: Domain): TableNumbers {
    const own = running.slots.filter((slot) => this.variables.slots.includes(slot));
    const { size } = own.length > 0 ? new Domain(own) : this.variables;
    return { every: 1 / size };
  }

  private identity(where: Token, running: Domain): TableNumbers | undefined {
    const [one, other] = running.slots;
    if (running.slots.length === 2 && one!.values.size === other!.values.size) {
      const side = one!.values.size;
      return { values: new Float64Array(side).fill(1), stride: side + 1 };
    }
    this.scope.error('wrong-count', where, '`identity` runs through two variables with equally many values.');
    return undefined;
  }

  private probability(token: Token): number | undefined {
    const value = this.scope.number(token);
    if (value === undefined || isProbability(value)) return value;
    this.scope.error('out-of-range', token, `A probability lies from 0 to 1; \`${token.text}\` does not.`);
    return undefined;
  }

  /** Writes an entry down: each row it concerns is cleared first where it says all there is in it. */
  private assignEntry(
    entry: XmlElement,
    pattern: Int32Array,
    running: Domain,
    numbers: TableNumbers,
    assignments: RowAssignments,
  ): void {
    const first = this.parents.slots.length;
    const whole = pattern.subarray(first).every((value) => value < 0);
    if ('every' in numbers) this.assignEvery(entry, pattern, numbers.every, whole, assignments);
    else {
      if (whole || numbers.stride > 1) this.assignEvery(entry, pattern, 0, whole, assignments);
      const { values, stride } = numbers;
      const filled = pattern.slice();
      const runsAt = [...pattern.keys()].filter((place) => pattern[place] === EACH);
      for (const [at, value] of values.entries()) {
        if (value === 0 && whole) continue;
        runsAt.forEach((place, k) => (filled[place] = running.valueAt(at * stride, k)));
        this.assignEvery(
          entry,
          filled,
          value,
          filled.subarray(first).every((own) => own < 0),
          assignments,
        );
      }
    }
  }

  /** Sets every cell that a pattern covers to one value. */
  private assignEvery(
    where: XmlElement,
    pattern: Int32Array,
    value: number,
    wholeRows: boolean,
    assignments: RowAssignments,
  ): void {
    const { parents, variables, scope } = this;
    const first = parents.slots.length;
    const [given, own] = [pattern.subarray(0, first), pattern.subarray(first)];
    const assign = (row: number) => {
      if (wholeRows) assignments.assign(0, row, CONSTANT, value, where.begin);
      else
        forEachMatch(own, variables, scope, where, (column) => {
          assignments.assign(0, row, column, value, where.begin);
        });
    };
    if (given.every((each) => each < 0)) assign(WILDCARD);
    else forEachMatch(given, parents, scope, where, assign);
  }

  private readDiagram(parameter: XmlElement, assignments: RowAssignments): void {
    const { scope, parents, slots } = this;
    const first = parents.slots.length;
    const diagram = readDiagram(parameter, slots, scope);
    if (!diagram) return;
    const walker = new LeafWalker(slots, scope, (pattern, value, where) => {
      if (!isProbability(value)) {
        scope.error('out-of-range', where, `A probability lies from 0 to 1; ${value} does not.`);
      }
      const all = pattern.length > first && pattern.subarray(first).every((own) => own < 0);
      this.assignEvery(where, pattern, value, all, assignments);
    });
    walker.walk(diagram);
  }
}

/** What a `<ProbTable>` says: one number for all joint values of what runs, or those at every `stride`-th; 0 between. */
type TableNumbers = { readonly every: number } | { readonly values: Float64Array; readonly stride: number };

/** Every joint value that a pattern covers: ALL, EACH and UNMENTIONED are any value. */
function forEachMatch(
  pattern: Int32Array,
  domain: Domain,
  scope: Scope,
  where: XmlElement,
  visit: (code: number) => void,
): void {
  const { begin, wild } = coverOf(pattern, domain);
  const count = wild.reduce((product, { size }) => product * size, 1);
  if (count > 1 && !scope.spend(count)) {
    scope.error('too-large', where, 'The wildcards here stand for more values than this reader takes.');
    return;
  }
  for (let n = 0; n < count; n++) {
    let code = begin;
    let rest = n;
    for (const { stride, size } of wild) {
      code += (rest % size) * stride;
      rest = Math.floor(rest / size);
    }
    visit(code);
  }
}

/** The first joint value that a pattern covers, and the slots that any value fits, the last one first. */
function coverOf(
  pattern: Int32Array,
  domain: Domain,
): { begin: number; wild: { stride: number; size: number }[] } {
  let begin = 0;
  const wild: { stride: number; size: number }[] = [];
  for (let place = pattern.length - 1; place >= 0; place--) {
    const stride = domain.stride(place);
    const value = pattern[place]!;
    if (value >= 0) begin += value * stride;
    else wild.push({ stride, size: domain.slots[place]!.values.size });
  }
  return { begin, wild };
}
