import fc from 'fast-check';

/** A random file and what it means, worked out the plain way: dense tables, each statement applied in turn. */
export interface RandomFile {
  readonly text: string;
  readonly states: number;
  readonly actions: number;
  readonly observations: number;
  readonly start: readonly number[];
  /** [action][state][next] */
  readonly transitions: number[][][];
  /** [action][next][observation] */
  readonly observationTables: number[][][];
  /** [action][state][next][observation] */
  readonly rewards: number[][][][];
}

interface Sizes {
  readonly states: number;
  readonly actions: number;
  readonly observations: number;
}

type Table = number[][][];

/** A choice of one element or, as −1, of all. */
const element = (size: number) => fc.integer({ min: -1, max: size - 1 });

/** Weights in 64ths that sum to one exactly. */
const distribution = (size: number) =>
  fc.array(fc.nat({ max: 3 }), { minLength: size, maxLength: size }).map((weights) => {
    const row = weights.map((weight) => weight / 64);
    const rest = 1 - row.reduce((sum, value) => sum + value, 0);
    const heavy = weights.findIndex((weight) => weight > 0);
    return row.map((value, index) => (index === Math.max(heavy, 0) ? value + rest : value));
  });

const each = (size: number, choice: number) => (choice < 0 ? [...Array(size).keys()] : [choice]);
const name = (prefix: string, choice: number, named: boolean) =>
  choice < 0 ? '*' : named && choice % 2 === 0 ? `${prefix}${choice}` : String(choice);

interface Statement {
  readonly text: string;
  apply(tables: {
    transitions: Table;
    observationTables: Table;
    rewards: number[][][][];
    start: readonly number[];
  }): void;
}

/** A `T:` or `O:` statement that leaves whole rows behind. */
function probabilities(letter: 'T' | 'O', sizes: Sizes, named: boolean): fc.Arbitrary<Statement> {
  const columns = letter === 'T' ? sizes.states : sizes.observations;
  const row = fc.oneof(
    distribution(columns).map((values) => ({ text: values.join(' '), row: () => values })),
    fc.constant({ text: 'uniform', row: () => Array<number>(columns).fill(1 / columns) }),
    ...(letter === 'T'
      ? [fc.constant({ text: 'reset', row: (start: readonly number[]) => [...start] })]
      : []),
  );
  const matrix = fc.oneof(
    fc.array(distribution(columns), { minLength: sizes.states, maxLength: sizes.states }).map((rows) => ({
      text: rows.map((values) => values.join(' ')).join('\n'),
      row: (at: number) => rows[at]!,
    })),
    ...(columns === sizes.states
      ? [
          fc.constant({
            text: 'identity',
            row: (at: number) => Array.from({ length: columns }, (_, column) => (column === at ? 1 : 0)),
          }),
        ]
      : []),
  );
  const pick = (tables: { transitions: Table; observationTables: Table }) =>
    letter === 'T' ? tables.transitions : tables.observationTables;
  const byRow = fc
    .tuple(element(sizes.actions), element(sizes.states), row)
    .map(([action, state, { text, row }]) => ({
      text: `${letter}: ${name('a', action, named)} : ${name('s', state, named)}\n${text}`,
      apply: (tables: { transitions: Table; observationTables: Table; start: readonly number[] }) => {
        for (const a of each(sizes.actions, action)) {
          for (const s of each(sizes.states, state)) pick(tables)[a]![s] = row(tables.start).slice();
        }
      },
    }));
  const byMatrix = fc.tuple(element(sizes.actions), matrix).map(([action, { text, row }]) => ({
    text: `${letter}: ${name('a', action, named)}\n${text}`,
    apply: (tables: { transitions: Table; observationTables: Table }) => {
      for (const a of each(sizes.actions, action)) {
        for (const s of each(sizes.states, -1)) pick(tables)[a]![s] = row(s).slice();
      }
    },
  }));
  const byEntries = fc
    .tuple(element(sizes.actions), element(sizes.states), distribution(columns))
    .map(([action, state, values]) => ({
      text: values
        .map((value, column) => {
          const where = `${name('a', action, named)} : ${name('s', state, named)}`;
          return `${letter} : ${where} : ${name(letter === 'T' ? 's' : 'o', column, named)} ${value}`;
        })
        .join('\n'),
      apply: (tables: { transitions: Table; observationTables: Table }) => {
        for (const a of each(sizes.actions, action)) {
          for (const s of each(sizes.states, state)) pick(tables)[a]![s] = values.slice();
        }
      },
    }));
  return fc.oneof(byRow, byMatrix, byEntries);
}

/** An `R:` statement of any nesting. */
function reward({ states, actions, observations }: Sizes, named: boolean): fc.Arbitrary<Statement> {
  const value = fc.constantFrom(0, 1, -1, 2.5, -100, 0.1, 1e-7, -0);
  const many = (count: number) => fc.array(value, { minLength: count, maxLength: count });
  const print = (number: number) => (Object.is(number, -0) ? '-0' : String(number));
  return fc
    .tuple(
      element(actions),
      element(states),
      element(states),
      element(observations),
      fc.integer({ min: 2, max: 4 }),
    )
    .chain(([action, state, next, observation, depth]) => {
      const count = depth === 4 ? 1 : depth === 3 ? observations : states * observations;
      const fields = [name('a', action, named), name('s', state, named), name('s', next, named)];
      fields.push(name('o', observation, named));
      return many(count).map((values) => ({
        text: `R: ${fields.slice(0, depth).join(' : ')} ${values.map(print).join(' ')}`,
        apply: (tables: { rewards: number[][][][] }) => {
          for (const a of each(actions, action)) {
            for (const s of each(states, state)) {
              for (const n of each(states, depth > 2 ? next : -1)) {
                for (const o of each(observations, depth > 3 ? observation : -1)) {
                  const at = depth === 4 ? 0 : depth === 3 ? o : n * observations + o;
                  tables.rewards[a]![s]![n]![o] = values[at]!;
                }
              }
            }
          }
        },
      }));
    });
}

/** Blanks and comments where the grammar lets them be. */
function spread(text: string, filler: readonly string[]): string {
  let at = 0;
  return text.replace(/ : |\n/g, (blank) => {
    const chosen = filler[at++ % filler.length]!;
    if (blank === '\n') return ` ${chosen}\n`;
    return chosen.startsWith('#') ? ` : ${chosen}\n` : chosen === '' ? ':' : ` :${chosen}`;
  });
}

/** Random files with every nesting, wildcards, names and numbers, later statements over earlier ones. */
export const randomFile: fc.Arbitrary<RandomFile> = fc
  .record({
    sizes: fc.record({
      states: fc.integer({ min: 1, max: 4 }),
      actions: fc.integer({ min: 1, max: 3 }),
      observations: fc.integer({ min: 1, max: 3 }),
    }),
    named: fc.boolean(),
    filler: fc.array(fc.constantFrom('', ' ', '\t', '# T: 0', '\r\n', '   '), { minLength: 1, maxLength: 7 }),
  })
  .chain(({ sizes, named, filler }) =>
    fc
      .record({
        start: distribution(sizes.states),
        bases: fc.tuple(
          ...(['T', 'O'] as const).map((letter) =>
            probabilities(letter, sizes, named).filter(({ text }) => /^. ?: ?\*(?! : \d| : s)/.test(text)),
          ),
        ),
        first: reward(sizes, named),
        statements: fc.array(
          fc.oneof(probabilities('T', sizes, named), probabilities('O', sizes, named), reward(sizes, named)),
          { maxLength: 12 },
        ),
      })
      .map(({ start, bases, first, statements }) =>
        assemble(sizes, named, start, [...bases, first, ...statements], filler),
      ),
  );

function assemble(
  sizes: Sizes,
  named: boolean,
  start: readonly number[],
  statements: readonly Statement[],
  filler: readonly string[],
): RandomFile {
  const { states, actions, observations } = sizes;
  const list = (prefix: string, count: number) =>
    named ? Array.from({ length: count }, (_, index) => prefix + index).join(' ') : String(count);
  const zeros = (rows: number, columns: number) =>
    Array.from({ length: rows }, () => Array<number>(columns).fill(0));
  const tables = {
    start,
    transitions: Array.from({ length: actions }, () => zeros(states, states)),
    observationTables: Array.from({ length: actions }, () => zeros(states, observations)),
    rewards: Array.from({ length: actions }, () =>
      Array.from({ length: states }, () => zeros(states, observations)),
    ),
  };
  for (const statement of statements) statement.apply(tables);
  const body = spread(statements.map(({ text }) => text).join('\n'), filler);
  const text = `observations: ${list('o', observations)}
discount : 0.95
actions: ${list('a', actions)}
start: ${states === 1 ? 'uniform' : start.map((value) => value.toFixed(6)).join(' ')}
states: ${list('s', states)}
values: reward

${body}
`;
  return { text, ...sizes, ...tables };
}
