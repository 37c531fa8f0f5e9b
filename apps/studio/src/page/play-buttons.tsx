import { type Row, usePlaying } from './use-playing.js';

interface PlayButtonsProps extends Row {
  /** What the group of buttons does: `Go through the points`. */
  readonly label: string;
  readonly names: {
    readonly playBack: string;
    readonly back: string;
    readonly on: string;
    readonly play: string;
  };
}

/** Buttons that go through a row one place at a time, or play it, in both directions. */
export function PlayButtons({ label, names, place, last, go }: PlayButtonsProps) {
  const [direction, play] = usePlaying({ place, last, go });
  const toggle = (way: -1 | 1) => () => play(direction === way ? 0 : way);
  return (
    <div class="buttons" role="group" aria-label={label}>
      <button type="button" onClick={toggle(-1)} aria-pressed={direction < 0}>
        {names.playBack}
      </button>
      <button type="button" onClick={() => go(place - 1)} disabled={place <= 0}>
        {names.back}
      </button>
      <button type="button" onClick={() => go(place + 1)} disabled={place >= last}>
        {names.on}
      </button>
      <button type="button" onClick={toggle(1)} aria-pressed={direction > 0}>
        {names.play}
      </button>
    </div>
  );
}
