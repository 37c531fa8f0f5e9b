import { type FiniteModel, grouped, type ModelAgent, nearest, type SparseRows } from '@pomdp-gym/contracts';
import { jointLabels } from '@pomdp-gym/models';
import type { DiagnosticCollector, Passage } from '../diagnostic-collector.js';
import { requireExpandable } from '../expanded-size.js';
import type { UnattainableReward } from '../model-reading.js';
import { readAnnotationLines } from '../pomdp-format/annotations.js';
import { RewardRules } from '../pomdp-format/reward-rules.js';
import { RowAssignments } from '../pomdp-format/row-assignments.js';
import { complainOfRow } from '../pomdp-format/row-complaint.js';
import { TooLarge } from '../pomdp-format/too-large.js';
import { unattainableRewards } from '../pomdp-format/unattainable-rewards.js';
import type { ReadLimits } from '../read-limits.js';
import type { TextUnits } from '../text-positions.js';
import { DpomdpPreamble } from './dpomdp-preamble.js';
import type { ElementTable } from './element-table.js';
import { ExpansionLimit } from './expansion-limit.js';
import { JointProbabilities } from './joint-probabilities.js';
import { JointRewards } from './joint-rewards.js';
import type { JointTable } from './joint-table.js';
import { type PartHeading, PARTS } from './part-heading.js';
import { type Statement, StatementReader, statementOf } from './statement.js';
import { type TextLine, TextLines } from './text-lines.js';

type Letter = 'T' | 'O' | 'R';

const HEADINGS = [...PARTS, 'start include', 'start exclude', 'T', 'O', 'R'];

/** What is needed to read `T:`, `O:` and `R:`: there once the head has said how large the model is. */
interface Body {
  readonly states: ElementTable;
  readonly actions: JointTable;
  readonly observations: JointTable;
  readonly transitions: RowAssignments;
  readonly observationTables: RowAssignments;
  readonly rewards: RewardRules;
  readonly readers: Readonly<Record<Letter, { read(statement: Statement): void }>>;
}

/** One `.dpomdp` file on its way to a model. */
export class DpomdpFile {
  /** The rewards of the file that can never be collected, once it is read. */
  unattainable: readonly UnattainableReward[] = [];
  private readonly lines: TextLines;
  private readonly preamble: DpomdpPreamble;
  private readonly seen = new Map<Letter, Passage>();
  private body: Body | undefined;
  private bodyBegun = false;

  constructor(
    private readonly text: string,
    private readonly units: TextUnits,
    private readonly diagnostics: DiagnosticCollector,
    private readonly limits: ReadLimits,
  ) {
    this.lines = new TextLines(text);
    this.preamble = new DpomdpPreamble(this.lines, diagnostics, limits);
  }

  get values(): 'reward' | 'cost' {
    return this.preamble.values ?? 'reward';
  }

  /** Reads the file from end to end; undefined where there are errors. */
  read(): FiniteModel | undefined {
    const { lines } = this;
    try {
      for (let line = lines.current; line; line = lines.current) {
        lines.advance();
        this.readLine(line);
      }
      this.beginBody(lines.end);
      this.warnOfComments();
      return this.body && this.isComplete() ? this.assemble(this.body) : undefined;
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
      this.diagnostics.error('too-large', this.seen.get('T') ?? lines.end, error.message);
      return undefined;
    }
  }

  private readLine(line: TextLine): void {
    const letter = letterOf(line);
    const part = letter ? undefined : partOf(line);
    if (letter) this.readStatement(letter, line);
    else if (part && this.bodyBegun)
      this.diagnostics.error(
        'stray',
        part,
        `\`${part.part}:\` is due before the first \`T:\`, \`O:\` or \`R:\`.`,
      );
    else if (part) this.preamble.read(part);
    else this.complainOfStray(line);
  }

  private warnOfComments(): void {
    for (const where of this.lines.trailing)
      this.diagnostics.warning('leniency', where, 'A comment stands on a line of its own in this format.');
  }

  private complainOfStray(line: TextLine): void {
    const colon = line.tokens.findIndex(({ text }) => text === ':');
    if (colon < 0) {
      const message = 'This line belongs to nothing: a heading such as `T:` is due here.';
      this.diagnostics.error('stray', line, message);
      return;
    }
    const words = line.tokens
      .slice(0, Math.min(colon, 4))
      .map(({ text }) => text)
      .join(' ');
    const [near] = nearest(words, HEADINGS);
    const hint = near ? `did you mean \`${near}:\`?` : `a part begins with one of ${HEADINGS.join(', ')}.`;
    this.diagnostics.error('stray', line, `\`${words}:\` begins no part of a model; ${hint}`);
  }

  private readStatement(letter: Letter, line: TextLine): void {
    this.beginBody(line);
    if (!this.seen.has(letter)) this.seen.set(letter, line);
    if (this.body) this.body.readers[letter].read(statementOf(line));
    else this.skipValues();
  }

  private skipValues(): void {
    const { lines } = this;
    while (lines.current && !lines.current.tokens.some(({ text }) => text === ':')) lines.advance();
  }

  /** At the first `T:`, `O:` or `R:` (or the end): the head is over, and says what the rest is about. */
  private beginBody(where: Passage): void {
    if (this.bodyBegun) return;
    this.bodyBegun = true;
    const { preamble, diagnostics, limits } = this;
    for (const part of PARTS) {
      if (preamble.has(part)) continue;
      if (part === 'discount' || part === 'values') this.warnMissing(where, part);
      else diagnostics.error('missing', where, `\`${part}:\` is missing: it is due before this.`);
    }
    const { states, actions, observations } = preamble;
    if (!states || !actions || !observations) return;
    const rows = states.size * actions.size;
    if (rows <= limits.rows) this.body = this.newBody(states, actions, observations);
    else {
      const message = `States times joint actions are ${grouped(rows)}, more than this reader takes: ${grouped(limits.rows)}.`;
      diagnostics.error('too-large', where, message);
    }
  }

  private warnMissing(where: Passage, part: 'discount' | 'values' | 'R'): void {
    const readings = {
      discount: 'the model is read without one',
      values: 'numbers after `R:` are read as rewards',
      R: 'every reward is read as 0',
    };
    this.diagnostics.warning('missing', where, `\`${part}:\` is missing; ${readings[part]}.`);
  }

  private newBody(states: ElementTable, actions: JointTable, observations: JointTable): Body {
    const { diagnostics } = this;
    const reader = new StatementReader(this.lines, diagnostics);
    const limit = new ExpansionLimit(Math.floor(this.limits.entries / 4));
    const transitions = new RowAssignments(actions.size, states.size, states.size);
    const observationTables = new RowAssignments(actions.size, states.size, observations.size);
    const rewards = new RewardRules();
    const table = (assignments: RowAssignments, columns: ElementTable | JointTable) =>
      new JointProbabilities(reader, assignments, actions, states, columns, limit, diagnostics);
    const readers = {
      T: table(transitions, states),
      O: table(observationTables, observations),
      R: new JointRewards(reader, rewards, actions, states, observations, limit, diagnostics),
    };
    return { states, actions, observations, transitions, observationTables, rewards, readers };
  }

  /** Whether every part that a model needs is there. */
  private isComplete(): boolean {
    for (const letter of ['T', 'O'] as const) {
      if (!this.seen.has(letter))
        this.diagnostics.error('missing', this.lines.end, `The file ends without any \`${letter}:\`.`);
    }
    if (!this.seen.has('R')) this.warnMissing(this.lines.end, 'R');
    return this.seen.has('T') && this.seen.has('O') && this.preamble.start !== undefined;
  }

  private assemble(body: Body): FiniteModel | undefined {
    const { preamble, diagnostics, limits } = this;
    const { states, actions, observations } = body;
    const { start, discount } = preamble;
    if (!start) return undefined;
    const transitions = this.tables('T', body, body.transitions, start);
    const observationTables = this.tables('O', body, body.observationTables, start);
    const sizes = { states: states.size, actions: actions.size, observations: observations.size };
    const { labels, ...annotations } = readAnnotationLines(
      this.lines.annotations.map((where) => ({ where, line: this.text.slice(where.begin, where.end) })),
      sizes,
      diagnostics,
    );
    if (diagnostics.errors > 0) return undefined;
    const rewards = body.rewards.build(transitions, observationTables, this.values === 'cost', limits);
    const named = [actions, states, states, observations];
    this.unattainable = unattainableRewards(body.rewards, named, this.units, this.values);
    const agents = this.agents(actions, observations);
    return {
      ...sizes,
      labels: { ...this.labels(states, annotations.agents ?? agents), ...labels },
      transitions,
      observationTables,
      rewards,
      start,
      ...(discount !== undefined && { discount }),
      agents,
      ...annotations,
    };
  }

  private agents(actions: JointTable, observations: JointTable): ModelAgent[] {
    const space = ({ size, labels }: ElementTable) =>
      ({ kind: 'discrete', size, ...(labels && { labels }) }) as const;
    return actions.factors.map((done, agent) => {
      const name = this.preamble.agents?.labels?.[agent];
      return {
        ...(name !== undefined && { name }),
        actions: space(done),
        observations: space(observations.factors[agent]!),
      };
    });
  }

  private labels(states: ElementTable, agents: readonly ModelAgent[]): FiniteModel['labels'] {
    const actions = jointLabels(agents.map((agent) => agent.actions));
    const observations = jointLabels(agents.map((agent) => agent.observations));
    return {
      ...(states.labels && { states: states.labels }),
      ...(actions && { actions }),
      ...(observations && { observations }),
    };
  }

  private tables(
    letter: 'T' | 'O',
    { actions, states }: Body,
    assignments: RowAssignments,
    start: Float64Array,
  ): SparseRows[] {
    const { tables, faults } = assignments.build(start, this.limits);
    requireExpandable(tables, this.limits);
    const unsaid = this.seen.get(letter) ?? this.lines.end;
    for (const fault of faults)
      complainOfRow({ letter, fault, actions, states, unsaid, units: this.units }, this.diagnostics);
    return tables;
  }
}

function letterOf({ tokens: [first, second] }: TextLine): Letter | undefined {
  if (second?.text !== ':') return undefined;
  return first?.text === 'T' || first?.text === 'O' || first?.text === 'R' ? first.text : undefined;
}

/** The heading of a part of the head, with what follows on its line. */
function partOf({ tokens }: TextLine): PartHeading | undefined {
  const [first, second, third] = tokens;
  const part = PARTS.find((name) => name === first!.text);
  if (!part) return undefined;
  const { begin } = first!;
  if (second?.text === ':') return { part, begin, end: first!.end, rest: tokens.slice(2) };
  const set = second?.text;
  if (part !== 'start' || third?.text !== ':' || !(set === 'include' || set === 'exclude')) return undefined;
  return { part, set, begin, end: second!.end, rest: tokens.slice(3) };
}
