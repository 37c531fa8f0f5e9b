import { nearest } from '@pomdp-gym/contracts';
import type { DiagnosticKind } from '../diagnostic.js';
import type { DiagnosticCollector, Passage } from '../diagnostic-collector.js';
import type { ReadLimits } from '../read-limits.js';
import type { Role, Slot, Variables } from './variables.js';
import { childrenOf, tokensOf, type Token, type XmlElement } from './xml-tree.js';

/** What every part of a document is read with: the variables, and a way to complain. */
export class Scope {
  private steps = 0;
  /** How many more times the nearest name is looked for: it takes a while. */
  private hints = 50;

  constructor(
    readonly source: string,
    readonly variables: Variables,
    readonly limits: ReadLimits,
    readonly diagnostics: DiagnosticCollector,
  ) {}

  error(kind: DiagnosticKind, { begin, end }: Passage, message: string): void {
    this.diagnostics.error(kind, { begin, end }, message);
  }

  lenient({ begin, end }: Passage, message: string): void {
    this.diagnostics.warning('leniency', { begin, end }, message);
  }

  /** The words of the first child of a name; complains where there is no such child. */
  words(element: XmlElement, name: string): Token[] | undefined {
    const [child] = childrenOf(element, name);
    if (child) return tokensOf(child, this.source);
    this.error('missing', element, `<${element.name}> needs <${name}> inside.`);
    return undefined;
  }

  /** The slots that words name, each of one of the roles; undefined (with complaints) where one is not. */
  slots(tokens: readonly Token[], roles: readonly Role[]): Slot[] | undefined {
    const slots = tokens.map((token) => this.slot(token, roles));
    return slots.every((slot) => slot !== undefined) ? slots : undefined;
  }

  private slot(token: Token, roles: readonly Role[]): Slot | undefined {
    const { byName } = this.variables;
    const slot = byName.get(token.text);
    if (!slot) {
      const near = this.hints-- > 0 ? nearest(token.text, [...byName.keys()])[0] : undefined;
      const hint = near ? ` Did you mean \`${near}\`?` : '';
      this.error('unknown-name', token, `There is no variable \`${token.text}\`.${hint}`);
      return undefined;
    }
    if (roles.includes(slot.role)) return slot;
    this.error('syntax', token, `\`${slot.name}\` (${inWords[slot.role]}) has no place here.`);
    return undefined;
  }

  /** The value of a slot that a word names; undefined, with a complaint, where it has no such value. */
  value(slot: Slot, token: Token): number | undefined {
    const value = slot.values.find(token.text);
    if (value === undefined) {
      const near = this.hints-- > 0 ? slot.values.nearest(token.text) : undefined;
      const hint = near ? ` Did you mean \`${near}\`?` : '';
      this.error('unknown-name', token, `\`${slot.name}\` has no value \`${token.text}\`.${hint}`);
    }
    return value;
  }

  /** The number that a word spells; undefined, with a diagnostic, if it is not a number. */
  number({ text, ...where }: Token): number | undefined {
    const value = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : NaN;
    if (Number.isFinite(value)) return value;
    this.error('syntax', where, `A finite number is due here, not \`${text}\`.`);
    return undefined;
  }

  /** Counts work done on expanding wildcards; false once it is more than any model of the size allowed needs. */
  spend(steps: number): boolean {
    this.steps += steps;
    return this.steps <= this.limits.entries * 5;
  }
}

const inWords: Record<Role, string> = {
  previous: 'a state before the action',
  current: 'a state after the action',
  action: 'the action',
  observation: 'what is seen after the action',
};
