import type { DiagnosticCollector, Passage } from '../diagnostic-collector.js';
import { CONSTANT, IDENTITY, WILDCARD } from '../pomdp-format/assignment-log.js';
import type { RowAssignments } from '../pomdp-format/row-assignments.js';
import { isProbability } from '../pomdp-format/row-sum.js';
import { type ElementTable, INVALID } from './element-table.js';
import type { ExpansionLimit } from './expansion-limit.js';
import type { JointTable } from './joint-table.js';
import type { Statement, StatementReader, StatementValues } from './statement.js';
import type { Token } from './text-lines.js';

/** What the columns of a table stand for: next states, or joint observations. */
type Columns = ElementTable | JointTable;

/** Reads `T:` or `O:` statements into assignments: entries, rows and whole matrices. */
export class JointProbabilities {
  constructor(
    private readonly reader: StatementReader,
    private readonly assignments: RowAssignments,
    private readonly actions: JointTable,
    private readonly states: ElementTable,
    private readonly columns: Columns,
    private readonly limit: ExpansionLimit,
    private readonly diagnostics: DiagnosticCollector,
  ) {}

  read(statement: Statement): void {
    const { fields, line } = statement;
    const actions = this.actions.read(fields[0]!, line, this.diagnostics, this.limit.take);
    const row = fields.length > 2 ? this.state(statement) : WILDCARD;
    const sound =
      fields.length > 3
        ? this.readEntry(statement, actions, row)
        : this.readValues(statement, actions, row, fields.length > 2 ? 1 : this.states.size);
    if (!sound)
      for (const action of actions ?? [WILDCARD]) this.assignments.excuse(action, Math.max(row, WILDCARD));
  }

  /** The state in the second field: its index, WILDCARD or INVALID. */
  private state({ fields, line, inside }: Statement): number {
    const [token, ...more] = fields[1]!;
    if (token && more.length === 0) return this.states.read(token, this.diagnostics);
    this.diagnostics.error('wrong-count', line, `${inside} needs one state between its colons.`);
    return INVALID;
  }

  private readEntry(statement: Statement, actions: readonly number[] | undefined, row: number): boolean {
    const { fields, line } = statement;
    const columns = this.columnsOf(fields[2]!, statement);
    if (fields.length > 4) {
      this.diagnostics.error('syntax', line, `${statement.inside} has a colon too many.`);
      return false;
    }
    const number = this.reader.number(statement);
    if (!number || !actions || !columns || row === INVALID || !this.isProbability(number)) return false;
    this.limit.take(actions.length * columns.length);
    const value = Number(number.text);
    for (const action of actions)
      for (const column of columns)
        this.assignments.assign(action, row, column === WILDCARD ? CONSTANT : column, value, line.begin);
    return true;
  }

  private columnsOf(tokens: readonly Token[], { line, inside }: Statement): readonly number[] | undefined {
    if ('factors' in this.columns) return this.columns.read(tokens, line, this.diagnostics, this.limit.take);
    const [token, ...more] = tokens;
    if (!token || more.length > 0) {
      this.diagnostics.error('wrong-count', line, `${inside} needs one next state between its colons.`);
      return undefined;
    }
    const state = this.columns.read(token, this.diagnostics);
    return state === INVALID ? undefined : [state];
  }

  private readValues(
    statement: Statement,
    actions: readonly number[] | undefined,
    row: number,
    rows: number,
  ): boolean {
    const values = this.reader.values(statement, rows, this.columns.size);
    if (!values || !actions || row === INVALID) return false;
    if ('word' in values) {
      if (values.word === 'identity' && rows === 1) this.warnOfIdentity(values.where, statement);
      return this.assignWord(values, statement, actions, row);
    }
    if (!values.numbers.every((number) => this.isProbability(number))) return false;
    this.limit.take(actions.length * values.numbers.length);
    for (const action of actions) this.assignNumbers(values.numbers, action, rows === 1 ? row : undefined);
    return true;
  }

  private warnOfIdentity(where: Passage, { inside }: Statement): void {
    const message = `${inside} takes one row, and \`identity\` is a whole table: it is read as the row that stays in the state.`;
    this.diagnostics.warning('leniency', where, message);
  }

  private assignWord(
    { word, where }: Extract<StatementValues, { word: string }>,
    { line, inside }: Statement,
    actions: readonly number[],
    row: number,
  ): boolean {
    const { size } = this.columns;
    if (word === 'identity' && this.columns !== this.states) {
      const message = `${inside} takes no \`identity\`: only \`T:\` does.`;
      this.diagnostics.error('wrong-count', where, message);
      return false;
    }
    const [column, value] = word === 'uniform' ? [CONSTANT, 1 / size] : [IDENTITY, 1];
    for (const action of actions) this.assignments.assign(action, row, column, value, line.begin);
    return true;
  }

  /** @param row the row that they are for; without it they are all rows, one after the other. */
  private assignNumbers(numbers: readonly Token[], action: number, row: number | undefined): void {
    const width = this.columns.size;
    let position = 0;
    numbers.forEach(({ text, begin }, index) => {
      const column = index % width;
      const at = row ?? Math.floor(index / width);
      if (column === 0) {
        position = begin;
        this.assignments.assign(action, at, CONSTANT, 0, position);
      }
      const value = Number(text);
      if (value !== 0) this.assignments.assign(action, at, column, value, position);
    });
  }

  private isProbability(token: Token): boolean {
    if (isProbability(Number(token.text))) return true;
    const message = `A probability lies from 0 to 1; \`${token.text}\` does not.`;
    this.diagnostics.error('out-of-range', token, message);
    return false;
  }
}
