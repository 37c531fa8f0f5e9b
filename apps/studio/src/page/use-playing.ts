import { useEffect, useState } from 'preact/hooks';

/** Milliseconds between two places while it plays. */
const PACE = 400;

/** Something that has places in a row. */
export interface Row {
  /** Where it is, counted from 0. */
  readonly place: number;
  readonly last: number;
  readonly go: (place: number) => void;
}

/** Which way it plays: backwards, not at all, forwards. */
export type Direction = -1 | 0 | 1;

/** Goes from place to place by a clock, until an end of the row; the second entry starts and stops it. */
export function usePlaying({ place, last, go }: Row): readonly [Direction, (direction: Direction) => void] {
  const [direction, play] = useState<Direction>(0);
  useEffect(() => {
    if (direction === 0) return undefined;
    const isOver = direction > 0 ? place >= last : place <= 0;
    if (isOver) {
      play(0);
      return undefined;
    }
    const timer = setTimeout(() => go(place + direction), PACE);
    return () => clearTimeout(timer);
  }, [direction, place, last]);
  return [direction, play];
}
