/** A line over [0, 1], by its values at both ends. */
type Line = readonly [atZero: number, atOne: number];

interface Place {
  readonly x: number;
  readonly y: number;
}

/** The corners of the maximum of lines over [0, 1], from 0 to 1: found by going from each line to the first that overtakes it. */
export function upperEnvelope(lines: readonly Line[]): Place[] {
  const at = ([zero, one]: Line, x: number) => zero * (1 - x) + one * x;
  const slope = ([zero, one]: Line) => one - zero;
  const better = (a: Line, b: Line) => a[0] - b[0] || slope(a) - slope(b);
  let current = lines.reduce((best, line) => (better(line, best) > 0 ? line : best));
  const places: Place[] = [{ x: 0, y: current[0] }];
  for (;;) {
    const from = current;
    const meetings = lines
      .filter((line) => slope(line) > slope(from))
      .map((line) => ({ line, x: (from[0] - line[0]) / (slope(line) - slope(from)) }))
      .sort((a, b) => a.x - b.x || slope(b.line) - slope(a.line));
    const next = meetings[0];
    if (!next || next.x >= 1) break;
    places.push({ x: next.x, y: at(next.line, next.x) });
    current = next.line;
  }
  return [...places, { x: 1, y: current[1] }];
}
