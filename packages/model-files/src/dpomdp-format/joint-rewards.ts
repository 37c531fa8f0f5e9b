import type { DiagnosticCollector } from '../diagnostic-collector.js';
import { WILDCARD } from '../pomdp-format/assignment-log.js';
import type { RewardRules } from '../pomdp-format/reward-rules.js';
import { type ElementTable, INVALID } from './element-table.js';
import type { ExpansionLimit } from './expansion-limit.js';
import type { JointTable } from './joint-table.js';
import type { Statement, StatementReader } from './statement.js';
import type { Token } from './text-lines.js';

/** Reads `R:` statements into rules: entries, rows over joint observations, and matrices. */
export class JointRewards {
  constructor(
    private readonly reader: StatementReader,
    private readonly rules: RewardRules,
    private readonly actions: JointTable,
    private readonly states: ElementTable,
    private readonly observations: JointTable,
    private readonly limit: ExpansionLimit,
    private readonly diagnostics: DiagnosticCollector,
  ) {}

  read(statement: Statement): void {
    const { fields, line, inside } = statement;
    this.rules.begin(line.begin);
    const actions = this.actions.read(fields[0]!, line, this.diagnostics, this.limit.take);
    if (fields.length < 3 || fields.length > 5) {
      const message = `${inside} needs a joint action, a state, a next state, a joint observation and a number, or a row or matrix after the state.`;
      this.diagnostics.error('wrong-count', line, message);
      return;
    }
    const state = this.state(fields[1]!, statement);
    const next = fields.length > 3 ? this.state(fields[2]!, statement) : WILDCARD;
    if (fields.length === 5) this.readEntry(statement, actions, state, next);
    else this.readValues(statement, actions, state, fields.length > 3 ? next : undefined);
  }

  private state(tokens: readonly Token[], { line, inside }: Statement): number {
    const [token, ...more] = tokens;
    if (token && more.length === 0) return this.states.read(token, this.diagnostics);
    this.diagnostics.error('wrong-count', line, `${inside} needs one state between its colons.`);
    return INVALID;
  }

  private readEntry(
    statement: Statement,
    actions: readonly number[] | undefined,
    state: number,
    next: number,
  ): void {
    const { line, fields } = statement;
    const observations = this.observations.read(fields[3]!, line, this.diagnostics, this.limit.take);
    const number = this.reader.number(statement);
    if (!number || !this.isFinite(number)) return;
    if (!actions || !observations || state === INVALID || next === INVALID) return;
    this.limit.take(actions.length * observations.length);
    for (const action of actions)
      for (const observation of observations)
        this.rules.add(action, state, next, observation, Number(number.text));
  }

  /** @param next the next state that a row is for; without it there is a row for each. */
  private readValues(
    statement: Statement,
    actions: readonly number[] | undefined,
    state: number,
    next: number | undefined,
  ): void {
    const width = this.observations.size;
    const values = this.reader.values(statement, next === undefined ? this.states.size : 1, width);
    if (values && 'word' in values) {
      const message = `${statement.inside} takes numbers, not \`${values.word}\`.`;
      this.diagnostics.error('syntax', values.where, message);
      return;
    }
    if (!values?.numbers.every((number) => this.isFinite(number))) return;
    if (!actions || state === INVALID || next === INVALID) return;
    this.limit.take(actions.length * values.numbers.length);
    for (const action of actions)
      values.numbers.forEach(({ text }, index) =>
        this.rules.add(action, state, next ?? Math.floor(index / width), index % width, Number(text)),
      );
  }

  private isFinite(token: Token): boolean {
    if (Number.isFinite(Number(token.text))) return true;
    this.diagnostics.error('out-of-range', token, `A reward is a finite number; \`${token.text}\` is not.`);
    return false;
  }
}
