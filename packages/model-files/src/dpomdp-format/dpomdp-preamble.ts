import { grouped } from '@pomdp-gym/contracts';
import type { DiagnosticCollector, Passage } from '../diagnostic-collector.js';
import type { ReadLimits } from '../read-limits.js';
import { ElementTable } from './element-table.js';
import { JointTable } from './joint-table.js';
import { type Part, type PartHeading, PARTS } from './part-heading.js';
import { readStart } from './start-line.js';
import { isIndex, isNumber, passageOf, type TextLines, type Token } from './text-lines.js';

/** More agents than these are refused: they would have one action each. */
const MOST_AGENTS = 1000;

/** What the head of a `.dpomdp` file declares, as far as it has been read. */
export class DpomdpPreamble {
  discount: number | undefined;
  values: 'reward' | 'cost' | undefined;
  agents: ElementTable | undefined;
  states: ElementTable | undefined;
  start: Float64Array | undefined;
  actions: JointTable | undefined;
  observations: JointTable | undefined;
  private readonly given = new Set<Part>();

  constructor(
    private readonly lines: TextLines,
    private readonly diagnostics: DiagnosticCollector,
    private readonly limits: ReadLimits,
  ) {}

  has(part: Part): boolean {
    return this.given.has(part);
  }

  /** Reads a part, whose heading's line is passed. */
  read(heading: PartHeading): void {
    const { part, rest } = heading;
    if (this.given.has(part)) {
      this.error('repeated', heading, `\`${part}:\` is given a second time.`);
      this.skipLoose();
      return;
    }
    const after = PARTS.slice(PARTS.indexOf(part) + 1).find((later) => this.given.has(later));
    this.given.add(part);
    if (after) this.lenient(heading, `\`${part}:\` is due before \`${after}:\`.`);
    if (part === 'agents') this.agents = this.table(heading, rest, 'agent', MOST_AGENTS, 'agents');
    else if (part === 'discount') this.readDiscount(heading);
    else if (part === 'values') this.readValues(heading);
    else if (part === 'states')
      this.states = this.table(heading, rest, 'state', this.limits.states, 'states');
    else if (part === 'start') this.readStartPart(heading);
    else this.readAgentLines(heading, part);
  }

  /** Passes over lines without a heading. */
  private skipLoose(): void {
    while (this.lines.current && !this.lines.current.tokens.some(({ text }) => text === ':'))
      this.lines.advance();
  }

  private readDiscount(heading: PartHeading): void {
    const [token, ...more] = heading.rest;
    if (!token || more.length > 0 || !isNumber(token))
      return this.error('syntax', heading, '`discount:` needs one number from 0 to 1 on its line.');
    const value = Number(token.text);
    if (value >= 0 && value <= 1) this.discount = value;
    else this.error('out-of-range', token, `A discount lies from 0 to 1; \`${token.text}\` does not.`);
  }

  private readValues(heading: PartHeading): void {
    const [token, ...more] = heading.rest;
    if (token && more.length === 0 && (token.text === 'reward' || token.text === 'cost'))
      this.values = token.text;
    else if (token && more.length === 0 && /^(rewards?|costs?)$/i.test(token.text)) {
      this.values = /^r/i.test(token.text) ? 'reward' : 'cost';
      this.lenient(token, `\`${token.text}\` is read as \`${this.values}\`.`);
    } else this.error('syntax', heading, '`values:` needs `reward` or `cost` on its line.');
  }

  private readStartPart(heading: PartHeading): void {
    if (!this.states) {
      if (!this.has('states')) this.error('missing', heading, '`start:` needs `states:` above it.');
      return this.skipLoose();
    }
    this.start = readStart(heading, this.states, this.lines, this.diagnostics);
  }

  /** One line an agent, each a count or names. */
  private readAgentLines(heading: PartHeading, part: 'actions' | 'observations'): void {
    const { lines, agents } = this;
    if (heading.rest.length > 0) {
      const message = `The ${part} of each agent stand on a line of their own, below \`${part}:\`.`;
      this.error('syntax', passageOf(heading.rest), message);
      return this.skipLoose();
    }
    if (!agents) {
      if (!this.has('agents')) this.error('missing', heading, `\`${part}:\` needs \`agents:\` above it.`);
      return this.skipLoose();
    }
    const noun = part === 'actions' ? 'action' : 'observation';
    const tables: (ElementTable | undefined)[] = [];
    for (let agent = 0; agent < agents.size; agent++) {
      const line = lines.current;
      if (!line || line.tokens.some(({ text }) => text === ':')) {
        const message = `\`${part}:\` needs one line an agent: ${agents.size}, not ${agent}.`;
        this.error(line ? 'wrong-count' : 'cut-short', heading, message);
        return;
      }
      lines.advance();
      const owner = `${noun} of agent ${agents.describe(agent)}`;
      tables.push(this.table(line, line.tokens, owner, this.limits[part], part));
    }
    const whole = tables.filter((table) => table !== undefined);
    if (whole.length === tables.length) this[part] = this.joint(heading, noun, whole, this.limits[part]);
  }

  private joint(
    where: Passage,
    noun: 'action' | 'observation',
    tables: readonly ElementTable[],
    limit: number,
  ): JointTable | undefined {
    const table = new JointTable(noun, tables);
    if (table.size <= limit) return table;
    const message = `${grouped(table.size)} joint ${noun}s are more than this reader takes: ${grouped(limit)}.`;
    this.error('too-large', where, message);
    return undefined;
  }

  /** A count, or names. */
  private table(
    where: Passage,
    tokens: readonly Token[],
    noun: string,
    limit: number,
    plural: string,
  ): ElementTable | undefined {
    const [first, ...more] = tokens;
    if (!first) {
      this.error('cut-short', where, `\`${plural}:\` needs a count or names on its line.`);
      return undefined;
    }
    const count = more.length === 0 && isNumber(first) ? Number(first.text) : undefined;
    const size = count ?? tokens.length;
    if (count !== undefined && !(isIndex(first) && count >= 1)) {
      const message = `There are 1, 2, … ${plural}; \`${first.text}\` is no such count.`;
      this.error('out-of-range', first, message);
      return undefined;
    }
    if (size > limit) {
      const message = `${grouped(size)} ${plural} are more than this reader takes: ${grouped(limit)}.`;
      this.error('too-large', where, message);
      return undefined;
    }
    if (count !== undefined) return new ElementTable(noun, count);
    return this.areNames(tokens, noun)
      ? new ElementTable(
          noun,
          size,
          tokens.map(({ text }) => text),
        )
      : undefined;
  }

  private areNames(tokens: readonly Token[], noun: string): boolean {
    const known = new Set<string>();
    let sound = true;
    for (const token of tokens) {
      const isName = /^[A-Za-z][\w-]*$/.test(token.text);
      if (!isName) {
        const message = `\`${token.text}\` is no name of one ${noun}: a letter, then letters, digits, \`-\` and \`_\`.`;
        this.error('syntax', token, message);
      } else if (known.has(token.text))
        this.error('repeated', token, `The ${noun} \`${token.text}\` is listed a second time.`);
      sound &&= isName && !known.has(token.text);
      known.add(token.text);
    }
    return sound;
  }

  private error(kind: Parameters<DiagnosticCollector['error']>[0], where: Passage, message: string): void {
    this.diagnostics.error(kind, where, message);
  }

  private lenient(where: Passage, message: string): void {
    this.diagnostics.warning('leniency', where, message);
  }
}
