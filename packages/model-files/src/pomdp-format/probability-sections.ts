import { grouped } from '@pomdp-gym/contracts';
import { CONSTANT, IDENTITY, RESET, WILDCARD } from './assignment-log.js';
import type { FieldReader } from './field-reader.js';
import type { NameTable } from './name-table.js';
import type { RowAssignments } from './row-assignments.js';
import { isOne, isProbability } from './row-sum.js';
import type { Heading, TokenReader } from './token-reader.js';

/** Reads `T:` or `O:` statements into assignments: entries, rows and whole matrices. */
export class ProbabilitySections {
  private readonly tables: readonly NameTable[];
  private readonly reader: TokenReader;
  private action = 0;
  private row = 0;
  private position = 0;
  private sound = true;

  constructor(
    private readonly fields: FieldReader,
    private readonly assignments: RowAssignments,
    actions: NameTable,
    private readonly rows: NameTable,
    private readonly columns: NameTable,
  ) {
    this.tables = [actions, rows, columns];
    this.reader = fields.reader;
  }

  /** Reads one statement, whose heading and colon are passed. */
  read(heading: Heading): void {
    const { fields } = this;
    fields.read(heading, this.tables);
    if (fields.count === 0) {
      this.assignments.excuse(WILDCARD, WILDCARD);
      this.reader.skipToHeading();
      return;
    }
    this.position = heading.begin;
    this.sound = fields.valid;
    this.action = fields.fields[0]!;
    this.row = fields.count > 1 ? fields.fields[1]! : WILDCARD;
    if (fields.count === 3) this.readEntry(fields.fields[2]!);
    else if (!this.readWord()) this.readNumbers(fields.count === 2 ? 1 : this.rows.size);
    if (!this.sound) this.assignments.excuse(Math.max(this.action, WILDCARD), Math.max(this.row, WILDCARD));
  }

  private assign(row: number, column: number, value: number): void {
    if (this.sound) this.assignments.assign(this.action, row, column, value, this.position);
  }

  /** `uniform`, `identity` or `reset`, for a row or for every row. */
  private readWord(): boolean {
    const { reader } = this;
    const { size } = this.columns;
    if (reader.atWord('uniform')) this.assign(this.row, CONSTANT, 1 / size);
    else if (reader.atWord('identity')) this.fillSquare(IDENTITY);
    else if (reader.atWord('reset')) this.fillReset();
    else return false;
    reader.advance();
    return true;
  }

  private fillReset(): void {
    if (this.rows === this.columns) this.assign(this.row, RESET, 1);
    else this.misfit('`reset` goes back to a start, which only `T:` can; `O:` takes probabilities here.');
  }

  private fillSquare(what: number): void {
    if (this.rows.size === this.columns.size) this.assign(this.row, what, 1);
    else
      this.misfit(
        `\`${this.reader.text}\` needs as many columns as rows, not ${this.rows.size} by ${this.columns.size}.`,
      );
  }

  private misfit(message: string): void {
    this.sound = false;
    this.reader.error('wrong-count', message);
  }

  private readNumbers(rowCount: number): void {
    const width = this.columns.size;
    const shape = rowCount === 1 ? '' : ` (${grouped(rowCount)} rows of ${grouped(width)})`;
    const single = rowCount === 1;
    let row = this.row;
    let column = 0;
    const found = this.fields.numbers(rowCount * width, shape, (index, value) => {
      if (column === 0) {
        if (!single) row = index / width;
        this.position = this.reader.scanner.begin;
        this.assign(row, CONSTANT, 0);
      }
      this.checkProbability(value);
      if (value !== 0) this.assign(row, column, value);
      if (++column === width) column = 0;
    });
    if (found !== rowCount * width) this.sound = false;
  }

  private readEntry(column: number): void {
    const { reader } = this;
    const { begin } = reader.scanner;
    if (reader.atNumber()) {
      const entry = reader.scanner.value;
      this.checkProbability(entry);
      reader.advance();
      if (!reader.atNumber()) {
        this.assign(this.row, column === WILDCARD ? CONSTANT : column, entry);
        return;
      }
    }
    reader.scanner.restart(begin);
    this.readSurplus(column);
  }

  /** What follows an entry is not one number: its whole row, or a mistake. */
  private readSurplus(column: number): void {
    const { reader } = this;
    const { begin } = reader.scanner;
    const numbers: number[] = [];
    while (reader.atNumber() && numbers.length <= this.columns.size) {
      numbers.push(reader.scanner.value);
      reader.advance();
    }
    if (numbers.length > 1 && this.isRow(column, numbers)) {
      this.readAsRow(numbers);
      return;
    }
    reader.scanner.restart(begin);
    this.fields.numbers(1, '', () => undefined);
    this.sound = false;
  }

  /** Whether the numbers after an entry can only be its whole row: they are one, and agree with the entry. */
  private isRow(column: number, numbers: readonly number[]): boolean {
    const sum = numbers.reduce((total, value) => total + value, 0);
    const fits = numbers.length === this.columns.size && isOne(sum);
    return fits && numbers[column] === numbers[0];
  }

  private readAsRow(numbers: readonly number[]): void {
    const { inside, passage } = this.fields;
    this.reader.lenient(
      `${inside} takes one number; the ${numbers.length} after it are read as its whole row.`,
      passage,
    );
    this.assign(this.row, CONSTANT, 0);
    numbers.forEach((value, index) => {
      if (value !== 0) this.assign(this.row, index, value);
    });
  }

  private checkProbability(value: number): void {
    if (isProbability(value)) return;
    this.sound = false;
    this.reader.error('out-of-range', `A probability lies from 0 to 1; \`${this.reader.text}\` does not.`);
  }
}
