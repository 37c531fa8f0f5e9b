import { nearest } from '@pomdp-gym/contracts';
import type { DiagnosticCollector } from '../diagnostic-collector.js';
import { WILDCARD } from '../pomdp-format/assignment-log.js';
import { isIndex, type Token } from './text-lines.js';

/** An element that the model does not have: complained about. */
export const INVALID = -2;

/** In more elements than these the nearest name is not looked for. */
const MOST_COMPARED = 5000;

/** One set of elements (states, or what one agent does or sees): how many, and their names where they have names. */
export class ElementTable {
  private readonly indices = new Map<string, number>();
  /** How many more times the nearest name is looked for: it takes a while. */
  private hints = 50;

  /** @param noun what one element is called */
  constructor(
    readonly noun: string,
    readonly size: number,
    readonly labels?: readonly string[],
  ) {
    labels?.forEach((label, index) => this.indices.set(label, index));
  }

  describe(element: number): string {
    return this.labels?.[element] ?? String(element);
  }

  /** The index of an element, WILDCARD, or INVALID with a complaint. */
  read(token: Token, diagnostics: DiagnosticCollector): number {
    if (token.text === '*') return WILDCARD;
    const named = this.indices.get(token.text);
    if (named !== undefined) return named;
    if (!isIndex(token)) return this.unknown(token, diagnostics);
    const index = Number(token.text);
    if (index < this.size) return index;
    const range = `they are numbered 0 to ${this.size - 1}`;
    diagnostics.error('out-of-range', token, `There is no ${this.noun} ${token.text}: ${range}.`);
    return INVALID;
  }

  private unknown(token: Token, diagnostics: DiagnosticCollector): number {
    const compared = this.size <= MOST_COMPARED && this.hints-- > 0;
    const [near] = compared ? nearest(token.text, this.labels ?? []) : [];
    const hint = near === undefined ? '' : ` Did you mean \`${near}\`?`;
    const known = this.labels ? '' : ` They are the numbers 0 to ${this.size - 1}.`;
    diagnostics.error('unknown-name', token, `There is no ${this.noun} \`${token.text}\`.${hint}${known}`);
    return INVALID;
  }
}
