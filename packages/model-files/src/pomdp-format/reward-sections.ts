import { grouped } from '@pomdp-gym/contracts';
import type { FieldReader } from './field-reader.js';
import type { NameTable } from './name-table.js';
import type { RewardRules } from './reward-rules.js';
import type { Heading, TokenReader } from './token-reader.js';

/** Reads `R:` statements into rules: entries, rows and whole matrices, of a POMDP or of an MDP. */
export class RewardSections {
  private readonly tables: readonly NameTable[];
  private readonly reader: TokenReader;

  /** @param observable whether this is an MDP: its rewards end at the next state, which is what is seen. */
  constructor(
    private readonly fields: FieldReader,
    private readonly rules: RewardRules,
    actions: NameTable,
    private readonly states: NameTable,
    private readonly observations: NameTable,
    private readonly observable: boolean,
  ) {
    this.tables = [actions, states, states, observations];
    this.reader = fields.reader;
  }

  /** Reads one statement, whose heading and colon are passed. */
  read(heading: Heading): void {
    const { fields } = this;
    this.rules.begin(heading.begin);
    fields.read(heading, this.tables);
    const { count } = fields;
    if (count === 0) {
      this.reader.skipToHeading();
      return;
    }
    if (this.observable && count === 4) {
      this.reader.lenient(
        'A model without observations has rewards up to the next state only.',
        fields.passage,
      );
    }
    const missing = Math.max((this.observable ? 3 : 4) - count, 0);
    if (missing === 0) this.readEntry();
    else if (missing === 3 && !this.oneNumber()) this.refuseAction();
    else this.readNumbers(missing);
  }

  /** The one number after all fields. */
  private readEntry(): void {
    const { reader, fields, rules } = this;
    const { begin } = reader.scanner;
    if (reader.atNumber()) {
      const { value } = reader.scanner;
      if (!Number.isFinite(value)) this.refuse();
      reader.advance();
      if (!reader.atNumber()) {
        const [action, state, next, observation] = fields.fields;
        if (fields.valid) rules.add(action!, state!, next!, fields.count > 3 ? observation! : -1, value);
        return;
      }
    }
    reader.scanner.restart(begin);
    fields.numbers(1, '', () => undefined);
  }

  /**
   * The values of the fields left out: of the last one (a row), of the last two (a matrix); or one number for all of
   * them, as public files have it.
   */
  private readNumbers(missing: number): void {
    const { fields, states } = this;
    const columns = (this.observable ? states : this.observations).size;
    const count = missing === 1 ? columns : states.size * columns;
    const constant = missing === 3 || (count > 1 && this.oneNumber());
    const at = Int32Array.from({ length: 4 }, (_, place) =>
      place < fields.count ? fields.fields[place]! : -1,
    );
    const last = fields.count + missing - 1;
    const sound = fields.valid;
    const shape = missing === 2 ? ` (${grouped(states.size)} rows of ${grouped(columns)})` : '';
    fields.numbers(constant ? 1 : count, shape, (index, value) => {
      if (!Number.isFinite(value)) this.refuse();
      if (!constant) at[last] = index % columns;
      if (!constant && missing > 1) at[last - 1] = Math.floor(index / columns);
      if (sound) this.rules.add(at[0]!, at[1]!, at[2]!, at[3]!, value);
    });
  }

  /** Whether a single number follows, where several are due. */
  private oneNumber(): boolean {
    const { reader } = this;
    const { begin } = reader.scanner;
    if (!reader.atNumber()) return false;
    reader.advance();
    const single = !reader.atNumber();
    reader.scanner.restart(begin);
    if (single) {
      const { inside, passage } = this.fields;
      reader.lenient(`The one number after ${inside} is read as the reward whatever follows.`, passage);
    }
    return single;
  }

  /** A POMDP has no form for all rewards of an action. */
  private refuseAction(): void {
    const { fields, reader } = this;
    reader.error(
      'wrong-count',
      `${fields.inside} needs a state after the action, or one number.`,
      fields.passage,
    );
    while (reader.atNumber()) reader.advance();
  }

  private refuse(): void {
    this.reader.error('out-of-range', `A reward is a finite number; \`${this.reader.text}\` is not.`);
  }
}
