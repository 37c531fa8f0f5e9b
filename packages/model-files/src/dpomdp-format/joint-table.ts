import { TupleIndex } from '@pomdp-gym/models';
import type { DiagnosticCollector, Passage } from '../diagnostic-collector.js';
import { WILDCARD } from '../pomdp-format/assignment-log.js';
import { ElementTable, INVALID } from './element-table.js';
import { isIndex, passageOf, type Token } from './text-lines.js';

/** The joint actions or the joint observations: one element an agent. */
export class JointTable {
  readonly tuples: TupleIndex;

  constructor(
    readonly noun: 'action' | 'observation',
    readonly factors: readonly ElementTable[],
  ) {
    this.tuples = new TupleIndex(factors.map(({ size }) => size));
  }

  get size(): number {
    return this.tuples.size;
  }

  describe(index: number): string {
    return this.factors.map((factor, agent) => factor.describe(this.tuples.entry(index, agent))).join(' ');
  }

  /**
   * The indices that some tokens name: one element an agent, or one joint index; WILDCARD for all. Undefined, with a
   * complaint, where they name nothing.
   *
   * @param where the place to complain about where there is no token.
   * @param take asked before many indices are listed, with their number.
   */
  read(
    tokens: readonly Token[],
    where: Passage,
    diagnostics: DiagnosticCollector,
    take: (count: number) => void,
  ): readonly number[] | undefined {
    const [first] = tokens;
    if (first && tokens.length === 1 && first.text === '*') return [WILDCARD];
    if (first && tokens.length === 1 && this.factors.length > 1 && isIndex(first))
      return this.position(first, diagnostics);
    if (tokens.length === this.factors.length) return this.tuple(tokens, diagnostics, take);
    const due = this.factors.length === 1 ? 'one' : `${this.factors.length}, one an agent`;
    const message = `A joint ${this.noun} is one ${this.noun} an agent (${due}), or one joint index, or \`*\`; here are ${tokens.length} words.`;
    diagnostics.error('wrong-count', first ? passageOf(tokens) : where, message);
    return undefined;
  }

  private position(token: Token, diagnostics: DiagnosticCollector): readonly number[] | undefined {
    const index = Number(token.text);
    if (index < this.size) return [index];
    const range = `they are numbered 0 to ${this.size - 1}`;
    diagnostics.error('out-of-range', token, `There is no joint ${this.noun} ${token.text}: ${range}.`);
    return undefined;
  }

  private tuple(
    tokens: readonly Token[],
    diagnostics: DiagnosticCollector,
    take: (count: number) => void,
  ): readonly number[] | undefined {
    const entries = tokens.map((token, agent) => this.factors[agent]!.read(token, diagnostics));
    if (entries.includes(INVALID)) return undefined;
    if (entries.every((entry) => entry === WILDCARD)) return [WILDCARD];
    const open = entries.flatMap((entry, agent) => (entry === WILDCARD ? [agent] : []));
    take(open.reduce((count, agent) => count * this.factors[agent]!.size, 1));
    let found = [this.tuples.indexOf(entries.map((entry) => Math.max(entry, 0)))];
    for (const agent of open) {
      const choices = [...Array(this.factors[agent]!.size).keys()];
      found = found.flatMap((index) => choices.map((entry) => this.tuples.replaced(index, agent, entry)));
    }
    return found;
  }
}
