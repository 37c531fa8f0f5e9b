import type { FrameRole, FrameSpan } from '@pomdp-gym/contracts';
import { picture } from '@pomdp-gym/models';
import { hypot } from '@pomdp-gym/numerics';
import type { Scene, Segment } from './scene.js';

const COLUMNS = 60;
/** A character is about twice as high as it is wide. */
const HEIGHT_OF_CHARACTER = 2;

/** A scene in characters of a fixed-width font: every square that a segment crosses bears its mark. */
export function scenePicture(scene: Scene): FrameSpan[][] {
  const width = (scene.right - scene.left) / COLUMNS;
  const height = width * HEIGHT_OF_CHARACTER;
  const rows = Math.ceil((scene.top - scene.bottom) / height);
  const squares = Array.from({ length: rows }, () => new Array<string>(COLUMNS).fill(' '));
  const put = (x: number, y: number, mark: string) => {
    const column = Math.floor((x - scene.left) / width);
    const row = squares[Math.floor((scene.top - y) / height)];
    if (row && column >= 0 && column < COLUMNS) row[column] = mark;
  };
  for (const segment of scene.segments) trace(segment, width / 2, put);
  return picture(
    squares.map((row) => row.join('')),
    rolesOf(scene.segments),
  );
}

/** Visits places along a segment, at most `spacing` apart. */
function trace(
  { from, to, mark }: Segment,
  spacing: number,
  put: (x: number, y: number, mark: string) => void,
): void {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const pieces = Math.max(1, Math.ceil(hypot(dx, dy) / spacing));
  for (let i = 0; i <= pieces; i++) put(from[0] + (dx * i) / pieces, from[1] + (dy * i) / pieces, mark);
}

function rolesOf(segments: readonly Segment[]): Record<string, FrameRole> {
  return Object.fromEntries(segments.map(({ mark, role }) => [mark, role]));
}
