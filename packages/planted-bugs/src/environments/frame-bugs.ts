import type { Frame, Random } from '@pomdp-gym/contracts';
import { untyped } from '../untyped.js';
import { CELLS, Corridor } from './corridor.js';
import { environmentBug } from './environment-bug.js';

/** The corridor with a picture: the courier in a row of cells. */
class Drawn extends Corridor {
  frame(): Frame {
    if (!this.random) throw new Error('Call reset first.');
    const cells = Array.from({ length: CELLS }, (_, cell) =>
      cell === this.cell ? ({ text: '@', role: 'agent' } as const) : ({ text: '.', role: 'floor' } as const),
    );
    return { picture: [cells], facts: { cell: String(this.cell) } };
  }
}

/** Draws the look of a torch from the stream of the environment. */
class Flickers extends Drawn {
  override frame(): Frame {
    const frame = super.frame();
    this.uniform();
    return frame;
  }
}

/** Counts the pictures that it has drawn. */
class NumbersPictures extends Drawn {
  private pictures = 0;

  override frame(): Frame {
    const frame = super.frame();
    return { ...frame, facts: { ...frame.facts, picture: String(++this.pictures) } };
  }
}

/** Has a picture of the middle cell before the first reset. */
class DrawsEarly extends Drawn {
  override frame(): Frame {
    return this.random ? super.frame() : { picture: [], facts: {} };
  }
}

/** Prints lines of text. */
class TextLines extends Drawn {
  override frame(): Frame {
    const frame = super.frame();
    return untyped(frame, { picture: frame.picture.map((line) => line.map(({ text }) => text).join('')) });
  }
}

class NumberFacts extends Drawn {
  override frame(): Frame {
    return untyped(super.frame(), { facts: { cell: this.cell } });
  }
}

class OpenDrawing extends Drawn {
  override frame(): Frame {
    return { ...super.frame(), svg: '<svg xmlns="http://www.w3.org/2000/svg"><circle r="1"/>' };
  }
}

/** Moves the courier as the picture is drawn. */
class Moves extends Drawn {
  private shown = false;

  override reset(random: Random): number | Float64Array {
    this.shown = false;
    return super.reset(random);
  }

  override frame(): Frame {
    const frame = super.frame();
    if (!this.shown && this.cell === 2) this.cell = 1;
    this.shown = true;
    return frame;
  }
}

const PURE = 'frame() changes nothing: the path goes on to the bit, and the picture is the same each time.';
const FORMED =
  'frame() returns a Frame: lines of spans with a text and a role each, facts as text, and at most a whole <svg>.';

/** Mistakes in pictures. */
export const frameBugs = [
  environmentBug({
    name: 'frame-draws-numbers',
    wrong: 'A picture draws a number from the stream of the environment, so the path depends on who looks.',
    rule: PURE,
    create: () => new Flickers(),
  }),
  environmentBug({
    name: 'frame-counts',
    wrong: 'Every picture has another number.',
    rule: PURE,
    create: () => new NumbersPictures(),
  }),
  environmentBug({
    name: 'frame-moves-state',
    wrong: 'The first picture of an episode moves the courier.',
    rule: PURE,
    create: () => new Moves(),
  }),
  environmentBug({
    name: 'frame-before-reset',
    wrong: 'There is a picture before the first reset.',
    rule: 'Before the first reset frame() throws.',
    create: () => new DrawsEarly(),
  }),
  environmentBug({
    name: 'frame-of-text-lines',
    wrong: 'A line of the picture is a string in place of spans.',
    rule: FORMED,
    create: () => new TextLines(),
  }),
  environmentBug({
    name: 'frame-with-number-facts',
    wrong: 'A fact of the picture is a number in place of text.',
    rule: FORMED,
    create: () => new NumberFacts(),
  }),
  environmentBug({
    name: 'frame-with-open-svg',
    wrong: 'The drawing lacks the end of its <svg> element.',
    rule: FORMED,
    create: () => new OpenDrawing(),
  }),
];
