import { grouped, nearest } from '@pomdp-gym/contracts';
import type { DiagnosticCollector, Passage } from '../diagnostic-collector.js';
import type { ReadLimits } from '../read-limits.js';
import { childrenOf, tokensOf, type Token, type XmlElement } from './xml-tree.js';

/** What a slot is a value of: a state variable before or after the action, the action, or what is then seen. */
export type Role = 'previous' | 'current' | 'action' | 'observation';

/** A place for one value: a state variable has two, before and after the action. */
export interface Slot {
  /** Its place in an assignment of all slots. */
  readonly index: number;
  readonly name: string;
  readonly role: Role;
  readonly values: ValueSet;
  /** Of a current state variable: the slot of the same variable before the action. */
  readonly previous?: Slot;
  /** Of a current state variable: whether its value is seen. */
  readonly seen?: boolean;
}

/** The values of one variable, by name, or by number where only their count is given. */
export class ValueSet {
  private readonly indices: ReadonlyMap<string, number>;

  /** @param counted whether the file only gives the count, and the names are its convention (s0, s1, …) */
  constructor(
    readonly names: readonly string[],
    readonly counted: boolean,
  ) {
    this.indices = new Map(names.map((name, index) => [name, index]));
  }

  get size(): number {
    return this.names.length;
  }

  /** The value of a name, or of a number where it is the name of none; undefined where there is no such value. */
  find(word: string): number | undefined {
    const named = this.indices.get(word);
    if (named !== undefined || !/^\d{1,9}$/.test(word)) return named;
    return Number(word) < this.size ? Number(word) : undefined;
  }

  nearest(word: string): string | undefined {
    return this.size <= 5000 ? nearest(word, this.names)[0] : undefined;
  }
}

/** Everything a file declares under `<Variable>`. */
export interface Variables {
  readonly slots: readonly Slot[];
  readonly byName: ReadonlyMap<string, Slot>;
  readonly previous: readonly Slot[];
  readonly current: readonly Slot[];
  readonly actions: readonly Slot[];
  readonly observations: readonly Slot[];
  readonly rewards: ReadonlySet<string>;
}

/** The most variables: what multiplies them out calls itself once for each. */
const MOST = 1000;

/** Reads the declarations; complains of what is wrong with them, and keeps what is right. */
export function readVariables(
  element: XmlElement,
  source: string,
  limits: ReadLimits,
  diagnostics: DiagnosticCollector,
): Variables {
  const reader = new VariableReader(source, limits, diagnostics);
  const declarations = element.children.slice(0, MOST);
  for (const child of declarations) reader.read(child);
  if (declarations.length < element.children.length) reader.refuseMore(element.children[MOST]!);
  const { slots } = reader;
  const of = (role: Role) => slots.filter((slot) => slot.role === role);
  return {
    slots,
    byName: reader.byName,
    previous: of('previous'),
    current: of('current'),
    actions: of('action'),
    observations: of('observation'),
    rewards: reader.rewards,
  };
}

class VariableReader {
  readonly slots: Slot[] = [];
  readonly byName = new Map<string, Slot>();
  readonly rewards = new Set<string>();

  constructor(
    private readonly source: string,
    private readonly limits: ReadLimits,
    private readonly diagnostics: DiagnosticCollector,
  ) {}

  read(element: XmlElement): void {
    const { name } = element;
    if (name === 'StateVar') this.readState(element);
    else if (name === 'ObsVar') this.readSingle(element, 'observation', 'o', this.limits.observations);
    else if (name === 'ActionVar') this.readSingle(element, 'action', 'a', this.limits.actions);
    else if (name === 'RewardVar') this.readReward(element);
    else this.error('stray', element, `<${name}> declares no variable.`);
  }

  refuseMore(element: XmlElement): void {
    this.error('too-large', element, `More than ${grouped(MOST)} variables are more than this reader takes.`);
  }

  private readState(element: XmlElement): void {
    const values = this.readValues(element, 's', this.limits.states);
    const before = this.nameOf(element, 'vnamePrev');
    const after = this.nameOf(element, 'vnameCurr');
    const { fullyObs = 'false' } = element.attributes;
    if (fullyObs !== 'true' && fullyObs !== 'false') {
      this.error('syntax', element, `fullyObs is "true" or "false", not "${fullyObs}".`);
    }
    if (!values || before === undefined || after === undefined) return;
    const previous = this.add({ index: this.slots.length, name: before, role: 'previous', values });
    const seen = fullyObs === 'true';
    this.add({ index: this.slots.length, name: after, role: 'current', values, previous, seen });
  }

  private readSingle(
    element: XmlElement,
    role: 'action' | 'observation',
    letter: string,
    limit: number,
  ): void {
    const values = this.readValues(element, letter, limit);
    const name = this.nameOf(element, 'vname');
    if (values && name !== undefined) this.add({ index: this.slots.length, name, role, values });
  }

  private readReward(element: XmlElement): void {
    const name = this.nameOf(element, 'vname');
    if (name !== undefined) this.rewards.add(name);
  }

  private add(slot: Slot): Slot {
    this.slots.push(slot);
    this.byName.set(slot.name, slot);
    return slot;
  }

  private nameOf(element: XmlElement, attribute: string): string | undefined {
    const name = element.attributes[attribute];
    if (name === undefined || /^\s*$/.test(name)) {
      this.error('missing', element, `<${element.name}> needs the attribute ${attribute}.`);
    } else if (this.byName.has(name) || this.rewards.has(name)) {
      this.error('repeated', element, `There is a variable \`${name}\` already.`);
    } else return name;
    return undefined;
  }

  private readValues(element: XmlElement, letter: string, limit: number): ValueSet | undefined {
    const [list] = childrenOf(element, 'ValueEnum');
    const [count] = childrenOf(element, 'NumValues');
    if (list) return this.readList(tokensOf(list, this.source), list, limit);
    if (count) return this.readCount(tokensOf(count, this.source), count, letter, limit);
    this.error('missing', element, `<${element.name}> needs <ValueEnum> or <NumValues> inside.`);
    return undefined;
  }

  private readList(tokens: readonly Token[], element: XmlElement, limit: number): ValueSet | undefined {
    const names = new Set<string>();
    for (const token of tokens) {
      if (names.has(token.text))
        this.error('repeated', token, `The value \`${token.text}\` is listed a second time.`);
      if (/^[*-]$/.test(token.text)) this.error('stray', token, `\`${token.text}\` is no name of a value.`);
      names.add(token.text);
    }
    const [first] = names;
    if (names.size === 1 && /^\d{1,9}$/.test(first!) && Number(first) > 1) {
      const message = `This lists one value, named \`${first}\`; a count of values goes into <NumValues>.`;
      this.diagnostics.warning('leniency', tokens[0]!, message);
    }
    if (names.size === 0) this.error('wrong-count', element, 'A variable has at least one value.');
    return names.size === 0 || this.isTooMany(names.size, limit, element)
      ? undefined
      : new ValueSet([...names], false);
  }

  private readCount(
    tokens: readonly Token[],
    element: XmlElement,
    letter: string,
    limit: number,
  ): ValueSet | undefined {
    const [token] = tokens;
    const count = tokens.length === 1 && /^\d+$/.test(token!.text) ? Number(token!.text) : 0;
    if (count < 1) this.error('out-of-range', token ?? element, 'A variable has 1, 2, … values.');
    if (count < 1 || this.isTooMany(count, limit, token ?? element)) return undefined;
    return new ValueSet(
      Array.from({ length: count }, (_, index) => `${letter}${index}`),
      true,
    );
  }

  private isTooMany(count: number, limit: number, where: Passage): boolean {
    if (count <= limit) return false;
    this.error(
      'too-large',
      where,
      `${grouped(count)} values are more than this reader takes: ${grouped(limit)}.`,
    );
    return true;
  }

  private error(
    kind: Parameters<DiagnosticCollector['error']>[0],
    { begin, end }: Passage,
    message: string,
  ): void {
    this.diagnostics.error(kind, { begin, end }, message);
  }
}
