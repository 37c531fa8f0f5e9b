/** How wide a bar of probability one is, in characters. */
const WIDTH = 24;

/**
 * A belief as one bar a state, the likeliest first and at most `most` of them; what is left over is one last line.
 * `labels` are the names of the states, where they have names.
 */
export function beliefBars(belief: Float64Array, labels: readonly string[] | undefined, most = 8): string[] {
  const likeliest = [...belief.keys()]
    .filter((state) => belief[state]! > 0)
    .sort((a, b) => belief[b]! - belief[a]! || a - b);
  const shown = likeliest.slice(0, most);
  const rows = shown.map((state) => [labels?.[state] ?? `state ${state}`, belief[state]!] as const);
  const rest = likeliest.length - shown.length;
  const others = `${rest} ${rest === 1 ? 'other' : 'others'}`;
  const width = Math.max(...rows.map(([name]) => name.length), rest > 0 ? others.length : 0);
  const line = (name: string, drawn: string, probability: number) =>
    `${name.padEnd(width)}  ${drawn.padEnd(WIDTH)}  ${probability.toFixed(3)}`;
  const lines = rows.map(([name, probability]) => line(name, bar(probability), probability));
  if (rest === 0) return lines;
  const left = 1 - rows.reduce((sum, [, probability]) => sum + probability, 0);
  return [...lines, line(others, '', Math.max(left, 0))];
}

/** Eighths of a character make small differences visible; what is possible shows at least one of them. */
function bar(probability: number): string {
  const eighths = Math.max(1, Math.round(probability * WIDTH * 8));
  return '█'.repeat(Math.floor(eighths / 8)) + (' ▏▎▍▌▋▊▉'[eighths % 8] ?? '').trim();
}
