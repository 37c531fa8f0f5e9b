import type { Frame } from '@pomdp-gym/contracts';
import { expectSound, itCatches, type Planted } from './broken-rules.test.support.js';
import { Bugged } from './bugged-environments.test.support.js';
import { checksOfEnvironment } from './environment-spec.test.support.js';

const FIRST = 'Before the first reset frame() throws.';
const WELL_FORMED =
  'frame() returns a Frame: lines of spans with a text and a role each, facts as text, and at most a whole <svg>.';
const PURE = 'frame() changes nothing: the path goes on to the bit, and the picture is the same each time.';

/** Draws its hidden state; what it draws is changed as JavaScript may. */
class Drawn extends Bugged {
  constructor(private readonly change: (frame: Frame, drawn: Drawn) => unknown = (frame) => frame) {
    super();
  }

  get hidden() {
    return this.sound;
  }

  frame(): Frame {
    return this.change(this.sound.frame(), this) as Frame;
  }
}

const drawn = (change: (frame: Frame, drawn: Drawn) => unknown) => () =>
  checksOfEnvironment(() => new Drawn(change));

let pictures = 0;

const planted: readonly Planted[] = [
  {
    bug: 'a picture that moves the hidden state',
    checks: drawn((frame, { hidden }) => {
      hidden.step(0);
      return frame;
    }),
    rules: [PURE],
    says: /where frame\(\) was called before|Called twice/,
  },
  {
    bug: 'a picture that draws from the stream',
    checks: () => checksOfEnvironment(() => new DrawsFromStream()),
    rules: [PURE],
    says: 'where frame() was called before',
  },
  {
    bug: 'a picture that differs from one time to the next',
    checks: drawn((frame) => ({ ...frame, facts: { time: String(pictures++) } })),
    rules: [PURE],
    says: 'Called twice',
  },
  {
    bug: 'a picture before the first reset',
    checks: () => checksOfEnvironment(() => new DrawsEarly()),
    rules: [FIRST],
    says: 'before the first reset',
  },
  {
    bug: 'a text for a picture',
    checks: drawn(() => '#.#'),
    rules: [WELL_FORMED],
    says: 'is no Frame: it: Invalid input: expected object, received string',
  },
  {
    bug: 'a role that does not exist',
    checks: drawn((frame) => ({ ...frame, picture: [[{ text: 'x', role: 'ghost' }]] })),
    rules: [WELL_FORMED],
    says: 'picture.0.0.role',
  },
  {
    bug: 'two lines in one span',
    checks: drawn((frame) => ({ ...frame, picture: [[{ text: 'x\ny', role: 'agent' }]] })),
    rules: [WELL_FORMED],
    says: 'picture.0.0.text: a text within one line',
  },
  {
    bug: 'a number for a fact',
    checks: drawn((frame) => ({ ...frame, facts: { steps: 3 } })),
    rules: [WELL_FORMED],
    says: 'facts.steps',
  },
  {
    bug: 'a script in the drawing',
    checks: drawn((frame) => ({ ...frame, svg: '<svg><script>1</script></svg>' })),
    rules: [WELL_FORMED],
    says: 'no script, no foreign object and no link',
  },
  ...[
    '<a href="#top">top</a>',
    '<foreignObject><p>1</p></foreignObject>',
    '<image href="http://example.org/a.png"/>',
    "<image xlink:href='https://example.org/a.png'/>",
    '<image href=http://example.org/a.png />',
    '<image src=//example.org/a.png />',
    '<use href="data:text/html,1"/>',
  ].map((part) => ({
    bug: `${part} in the drawing`,
    checks: drawn((frame) => ({ ...frame, svg: `<svg>${part}</svg>` })),
    rules: [WELL_FORMED],
    says: 'no script, no foreign object and no link',
  })),
  {
    bug: 'half a drawing',
    checks: drawn((frame) => ({ ...frame, svg: '<svg><rect/>' })),
    rules: [WELL_FORMED],
    says: 'one whole <svg> element',
  },
];

class DrawsFromStream extends Drawn {
  private random: { uint32(): number } | undefined;

  override reset(random: Parameters<Bugged['reset']>[0]): number {
    this.random = random;
    return super.reset(random);
  }

  override frame(): Frame {
    const frame = super.frame();
    this.random?.uint32();
    return frame;
  }
}

class DrawsEarly extends Drawn {
  override frame(): Frame {
    try {
      return super.frame();
    } catch {
      return { picture: [], facts: {} };
    }
  }
}

describe('The rules on pictures', () => {
  it('pass one that draws its state', () =>
    expectSound(
      checksOfEnvironment(() => new Drawn()),
      18,
    ));

  it('pass a drawing beside the picture', () =>
    expectSound(drawn((frame) => ({ ...frame, svg: '<svg viewBox="0 0 1 1"><rect/></svg>' }))(), 18));

  for (const part of [
    '<image href="data:image/png;base64,iVBORw0KGgo="/>',
    "<image xlink:href = 'data:image/png;base64,iVBORw0KGgo='/>",
    '<use href="#wall"/>',
    '<use href=#wall />',
  ])
    it(`pass ${part} in the drawing`, () =>
      expectSound(drawn((frame) => ({ ...frame, svg: `<svg>${part}</svg>` }))(), 18));

  itCatches(planted);
});
