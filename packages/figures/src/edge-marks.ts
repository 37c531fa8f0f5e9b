/** What lies beyond an axis: it is named at that edge, with its value. */
export interface EdgeMark {
  readonly edge: 'low' | 'high';
  /** `uniform random: -609.0`. */
  readonly text: string;
}

/** Pixels from one line of text to the next. */
const LINE = 14;

/** Room that lines of text take at an edge of a panel, as a share of its height. */
export function edgeRoom(marks: readonly EdgeMark[], edge: EdgeMark['edge'], height: number): number {
  return (marks.filter((mark) => mark.edge === edge).length * LINE) / height;
}

/** A layer for each mark: texts at the lower or upper edge of a panel, one below the other. */
export function edgeLayers(marks: readonly EdgeMark[], width: number, height: number) {
  const counts = { low: 0, high: 0 };
  return marks.map(({ edge, text }) => {
    const place = LINE * counts[edge]++ + LINE / 2 + 2;
    return {
      data: { values: [{ text: `${edge === 'low' ? '▼' : '▲'} ${text}` }] },
      mark: { type: 'text', align: 'right', baseline: 'middle', fontSize: 11, color: '#333333' },
      encoding: {
        x: { value: width - 6 },
        y: { value: edge === 'low' ? height - place : place },
        text: { field: 'text', type: 'nominal' },
      },
    };
  });
}
