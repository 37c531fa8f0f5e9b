import type { FiniteTable, Policy, Random } from '@pomdp-gym/contracts';
import { drawIndex, randomStream } from '@pomdp-gym/numerics';
import { forbidden } from '../forbidden.js';
import { policyBug, tableBug } from './policy-bug.js';
import { Softmax } from './softmax.js';

/** Counts actions from one. */
class CountsFromOne implements Policy {
  private random: Random | undefined;

  constructor(
    _observations: number,
    private readonly actions: number,
  ) {}

  reset(random: Random): void {
    this.random = random;
  }

  act(): number {
    return 1 + Math.floor((this.random?.uniform() ?? 0) * this.actions);
  }
}

/** Keeps the stream of its first episode. */
class FirstStream extends Softmax {
  override reset(random: Random): void {
    super.reset(this.random ?? random);
  }
}

class RollsBlindly extends Softmax {
  override act(observation: number): number {
    return forbidden(Math, 'random') < 0 ? 0 : super.act(observation);
  }
}

class Hurried extends Softmax {
  override act(observation: number): number {
    return forbidden(Date, 'now') < 0 ? 0 : super.act(observation);
  }
}

/** Takes the likeliest action, where its table says softmax. */
class Greedy extends Softmax {
  override act(observation: number): number {
    const row = this.row(observation);
    return row.indexOf(Math.max(...row));
  }
}

/** Explores three times in ten; its table says nothing of it. */
class Explores extends Softmax {
  override act(observation: number): number {
    const action = super.act(observation);
    return this.stream().uniform() < 0.3 ? Math.floor(this.stream().uniform() * this.actions) : action;
  }
}

/** Counts through the row from its end. */
class FromTheEnd extends Softmax {
  override act(observation: number): number {
    return this.actions - 1 - drawIndex(this.row(observation).reverse(), 0, this.actions, this.stream());
  }
}

/** Acts by a stream of its own, whatever stream it is reset with. */
class OwnSeed implements Policy {
  private random = randomStream(42, 'policy');

  constructor(
    private readonly observations: number,
    private readonly actions: number,
  ) {}

  reset(): void {
    this.random = randomStream(42, 'policy');
  }

  act(): number {
    return Math.floor(this.random.uniform() * this.actions);
  }

  table(): FiniteTable {
    const { observations, actions } = this;
    const probabilities = new Float64Array(observations * actions).fill(1 / actions);
    return { observations, actions, probabilities };
  }
}

let stream: Random | undefined;

/** Keeps its stream in a variable of the module. */
class SharesStream extends Softmax {
  override reset(random: Random): void {
    super.reset(random);
    stream = random;
  }

  protected override stream(): Random {
    return stream ?? super.stream();
  }
}

/** Draws a number when an episode begins, for nothing. */
class WarmsUp extends Softmax {
  private begun = false;

  override reset(random: Random): void {
    if (this.begun) random.uint32();
    this.begun = true;
    super.reset(random);
  }
}

/** A table by hand, whose probabilities are rounded to two digits. */
class Rounded implements Policy {
  private random: Random | undefined;

  constructor(private readonly observations: number) {}

  reset(random: Random): void {
    this.random = random;
  }

  act(observation: number): number {
    if (!this.random) throw new Error('Call reset before act.');
    return drawIndex(this.table().probabilities, 3 * observation, 3, this.random);
  }

  table(): FiniteTable {
    const probabilities = new Float64Array(3 * this.observations).fill(0.33);
    return { observations: this.observations, actions: 3, probabilities };
  }
}

class EndsInALineBreak extends Softmax {
  print(): string {
    return `${this.observations} rows of ${this.actions} actions\n`;
  }
}

/** Numbers what it prints. */
class PrintsCounter extends Softmax {
  private printed = 0;

  print(): string {
    return `policy ${++this.printed}`;
  }
}

const OFTEN = 'It acts as often as its table says.';
const CHANCE = 'Chance comes from the stream that is given alone: never from Math.random or the clock.';
const PRINTS = 'It prints itself as lines of text, the same whenever nothing has changed.';
const SAME = 'The same stream draws the same actions, whatever was played before.';

/** Mistakes in how a policy acts, and in what it says of that. */
export const actingBugs = [
  policyBug({
    name: 'refuses-finite-and-vector-spaces',
    wrong:
      'It asks for the features of observations, and fails where there are none, whatever the spaces are.',
    rule: 'It can be made for the spaces it is given.',
    create: ({ actionSpace }) => {
      if (actionSpace.kind === 'box' || !actionSpace.features)
        throw new TypeError('Cannot read properties of undefined (reading length)');
      return new Softmax(1, 1);
    },
  }),
  tableBug({
    name: 'action-from-one',
    wrong: 'Actions are counted from 1, and the space from 0.',
    rule: 'Actions lie in the action space, or beyond its limits where those are clipped.',
    create: CountsFromOne,
  }),
  tableBug({
    name: 'first-stream-kept',
    wrong: 'The reset goes on with the stream of the first episode.',
    rule: SAME,
    create: FirstStream,
  }),
  tableBug({
    name: 'draw-left-over',
    wrong: 'The reset draws a number from the second episode on, which no draw of an action uses.',
    rule: SAME,
    create: WarmsUp,
  }),
  tableBug({
    name: 'seed-of-its-own',
    wrong: 'The reset ignores the stream that it is given, and seeds one of its own with 42.',
    rule: 'Another stream draws other actions.',
    create: OwnSeed,
  }),
  tableBug({
    name: 'stream-shared',
    wrong: 'The random stream is a variable of the module, which all policies share.',
    rule: 'Policies share nothing: one draws the same where another acts beside it.',
    create: SharesStream,
  }),
  tableBug({
    name: 'math-random',
    wrong: 'It calls Math.random as it acts.',
    rule: CHANCE,
    create: RollsBlindly,
  }),
  tableBug({ name: 'clock', wrong: 'It reads Date.now as it acts.', rule: CHANCE, create: Hurried }),
  tableBug({
    name: 'greedy-beside-softmax',
    wrong: 'It takes the likeliest action, and its table says softmax.',
    rule: 'Another stream draws other actions.',
    create: Greedy,
  }),
  tableBug({
    name: 'exploration-not-in-table',
    wrong: 'It explores three times in ten, and its table says nothing of that.',
    rule: OFTEN,
    create: Explores,
  }),
  tableBug({
    name: 'drawn-from-the-end',
    wrong: 'It draws by its table, but counts through a row from the end, so the kernel draws other actions.',
    rule: 'It draws with drawIndex, one integer an action, as the tabular kernel does.',
    create: FromTheEnd,
  }),
  tableBug({
    name: 'row-sums-to-99',
    wrong: 'The probabilities of a row are rounded to two digits, and sum to .99.',
    rule: 'Each row of the table is a distribution: its probabilities sum to one.',
    create: Rounded,
  }),
  tableBug({
    name: 'print-ends-in-line-break',
    wrong: 'What it prints ends in a line break.',
    rule: PRINTS,
    create: EndsInALineBreak,
  }),
  tableBug({
    name: 'print-counts',
    wrong: 'It prints another number each time it is asked.',
    rule: PRINTS,
    create: PrintsCounter,
  }),
];
