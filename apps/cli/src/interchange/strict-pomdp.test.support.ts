import { type CassandraToken, cassandraTokens } from './cassandra-scanner.test.support.js';
import type { ModelTables } from './model-tables.test.support.js';

/**
 * Reads a `.POMDP` file by the grammar of pomdp-solve 5.5 (`parser.y`, its documentation's file grammar), which APPL and zmdp
 * took over, and by nothing else: the preamble first, then the start, then `T:`, `O:` and `R:`; `identity` in `T:` only;
 * whole numbers of 32 bits; matrices of exactly their size; rows that sum to one within 1e-5. Throws for the rest.
 */
export function readStrictPomdp(text: string): ModelTables {
  return new StrictReader(cassandraTokens(text)).read();
}

const RESERVED = new Set(
  'discount values states actions observations T O R uniform identity reward cost start include exclude reset'.split(
    ' ',
  ),
);

interface Rule {
  readonly where: readonly number[];
  readonly value: number;
}

class StrictReader {
  private at = 0;
  private discount?: number;
  private sign?: number;
  private readonly names = new Map<string, readonly string[] | number>();
  private transitions: Float64Array[] = [];
  private observationTables: Float64Array[] = [];
  private readonly rules: Rule[] = [];

  constructor(private readonly tokens: readonly CassandraToken[]) {}

  read(): ModelTables {
    while (this.preambleItem());
    const [states, actions, observations] = ['states', 'actions', 'observations'].map((kind) =>
      this.count(kind),
    );
    if (this.discount === undefined || this.sign === undefined)
      throw new Error('The preamble is not complete.');
    this.transitions = Array.from({ length: actions! }, () => new Float64Array(states! * states!));
    this.observationTables = Array.from(
      { length: actions! },
      () => new Float64Array(states! * observations!),
    );
    const start = this.start();
    while (this.at < this.tokens.length) this.statement();
    this.checkRows(this.transitions, states!);
    this.checkRows(this.observationTables, observations!);
    return {
      ...{ states: states!, actions: actions!, observations: observations!, discount: this.discount, start },
      ...{ transitions: this.transitions, observationTables: this.observationTables },
      reward: (state, action, next, y) => this.reward([action, state, next, y]),
    };
  }

  private reward(where: readonly number[]): number {
    const rule = this.rules.findLast((one) => one.where.every((place, i) => place < 0 || place === where[i]));
    return rule === undefined ? 0 : rule.value * this.sign!;
  }

  private peek(ahead = 0): string {
    return this.tokens[this.at + ahead]?.text ?? '';
  }

  private expect(text: string): void {
    if (this.peek() !== text) throw new Error(`«${text}» is expected, not «${this.peek()}».`);
    this.at++;
  }

  private preambleItem(): boolean {
    const kind = this.peek();
    if (!['discount', 'values', 'states', 'actions', 'observations'].includes(kind)) return false;
    this.at++;
    this.expect(':');
    if (kind === 'discount') this.discount = this.number();
    else if (kind === 'values') this.sign = this.valueKind();
    else this.names.set(kind, this.elements());
    return true;
  }

  private valueKind(): number {
    const sign = this.peek() === 'reward' ? 1 : -1;
    if (sign < 0 && this.peek() !== 'cost') throw new Error(`Values are no ${this.peek()}.`);
    this.at++;
    return sign;
  }

  private elements(): readonly string[] | number {
    if (this.tokens[this.at]?.kind === 'integer') return this.integer();
    const names: string[] = [];
    while (this.isName()) names.push(this.tokens[this.at++]!.text);
    if (names.length === 0 || new Set(names).size < names.length)
      throw new Error('A list of names is wrong.');
    return names;
  }

  private isName(): boolean {
    const token = this.tokens[this.at];
    return token?.kind === 'word' && !RESERVED.has(token.text);
  }

  private count(kind: string): number {
    const names = this.names.get(kind);
    if (names === undefined) throw new Error(`The preamble has no ${kind}.`);
    return typeof names === 'number' ? names : names.length;
  }

  private integer(): number {
    const token = this.tokens[this.at++];
    if (token?.kind !== 'integer' || Number(token.text) > 2147483647)
      throw new Error(`«${token?.text}» is no integer of 32 bits.`);
    return Number(token.text);
  }

  private number(): number {
    const negative = this.peek() === '-';
    if (negative || this.peek() === '+') this.at++;
    return (negative ? -1 : 1) * this.unsigned();
  }

  private unsigned(): number {
    if (this.tokens[this.at]?.kind === 'real') return Number(this.tokens[this.at++]!.text);
    return this.integer();
  }

  private isNumber(): boolean {
    return ['integer', 'real'].includes(this.tokens[this.at]?.kind ?? '');
  }

  /** An element, −1 for all. */
  private element(kind: string): number {
    if (this.peek() === '*') {
      this.at++;
      return -1;
    }
    const names = this.names.get(kind);
    const index =
      this.isName() && typeof names === 'object'
        ? names.indexOf(this.tokens[this.at++]!.text)
        : this.integer();
    if (index < 0 || index >= this.count(kind)) throw new Error(`There are no ${kind} ${index}.`);
    return index;
  }

  private start(): number[] {
    const states = this.count('states');
    if (this.peek() !== 'start') return Array<number>(states).fill(1 / states);
    this.at++;
    if (this.peek() === 'include') return this.included(states);
    this.expect(':');
    if (this.peek() === 'uniform') {
      this.at++;
      return Array<number>(states).fill(1 / states);
    }
    return this.row(states);
  }

  private included(states: number): number[] {
    this.at++;
    this.expect(':');
    const listed: number[] = [];
    while (this.isName() || this.isNumber()) listed.push(this.element('states'));
    if (listed.length === 0) throw new Error('The start includes no state.');
    return Array.from({ length: states }, (_, state) => (listed.includes(state) ? 1 / listed.length : 0));
  }

  private row(length: number): number[] {
    const row: number[] = [];
    while (this.isNumber()) row.push(this.unsigned());
    if (row.length !== length || row.some((value) => value > 1))
      throw new Error(`No row of ${length}: ${row.join(' ')}`);
    return row;
  }

  private statement(): void {
    const letter = this.peek();
    this.at++;
    this.expect(':');
    const action = this.element('actions');
    if (letter === 'T') this.table(this.transitions, action, 'states', true);
    else if (letter === 'O') this.table(this.observationTables, action, 'observations', false);
    else if (letter === 'R') this.rewardRule(action);
    else throw new Error(`«${letter}» begins no statement.`);
  }

  private table(tables: readonly Float64Array[], action: number, kind: string, identity: boolean): void {
    const [states, columns] = [this.count('states'), this.count(kind)];
    const set = (row: number, values: readonly number[]) => {
      const rows = row < 0 ? [...Array(states).keys()] : [row];
      const some = action < 0 ? tables : [tables[action]!];
      for (const table of some) for (const r of rows) values.forEach((v, c) => (table[r * columns + c] = v));
    };
    if (this.peek() !== ':') return this.matrix(set, states, columns, identity);
    this.at++;
    const row = this.element('states');
    if (this.peek() !== ':') return set(row, this.rowOrUniform(columns));
    this.at++;
    const column = this.element(kind);
    const value = this.unsigned();
    if (value > 1) throw new Error(`${value} is no probability.`);
    for (const table of action < 0 ? tables : [tables[action]!])
      for (let r = row < 0 ? 0 : row; r < (row < 0 ? states : row + 1); r++)
        for (let c = column < 0 ? 0 : column; c < (column < 0 ? columns : column + 1); c++)
          table[r * columns + c] = value;
  }

  private matrix(
    set: (row: number, values: readonly number[]) => void,
    states: number,
    columns: number,
    identity: boolean,
  ): void {
    if (identity && this.peek() === 'identity') {
      this.at++;
      for (let r = 0; r < states; r++)
        set(
          r,
          Array.from({ length: columns }, (_, c) => Number(c === r)),
        );
    } else if (this.peek() === 'uniform') set(-1, this.rowOrUniform(columns));
    else {
      const all = this.row(states * columns);
      for (let r = 0; r < states; r++) set(r, all.slice(r * columns, (r + 1) * columns));
    }
  }

  private rowOrUniform(columns: number): number[] {
    if (this.peek() !== 'uniform') return this.row(columns);
    this.at++;
    return Array<number>(columns).fill(1 / columns);
  }

  private rewardRule(action: number): void {
    const where = [action];
    for (const kind of ['states', 'states', 'observations']) {
      this.expect(':');
      where.push(this.element(kind));
    }
    this.rules.push({ where, value: this.number() });
    if (this.isNumber()) throw new Error('A reward has more than one number.');
  }

  private checkRows(tables: readonly Float64Array[], columns: number): void {
    for (const table of tables) {
      for (let at = 0; at < table.length; at += columns) {
        const sum = table.subarray(at, at + columns).reduce((total, value) => total + value, 0);
        if (Math.abs(sum - 1) > 1e-5) throw new Error(`A row sums to ${sum}.`);
      }
    }
  }
}
