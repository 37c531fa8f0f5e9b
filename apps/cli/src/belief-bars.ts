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
  const names = shown.map((state) => labels?.[state] ?? `state ${state}`);
  const width = Math.max(...names.map((name) => name.length));
  const lines = shown.map((state, i) => {
    const probability = belief[state]!;
    return `${names[i]!.padEnd(width)}  ${bar(probability).padEnd(WIDTH)}  ${probability.toFixed(3)}`;
  });
  const rest = likeliest.length - shown.length;
  if (rest === 0) return lines;
  const left = 1 - shown.reduce((sum, state) => sum + belief[state]!, 0);
  const others = `${rest} ${rest === 1 ? 'other' : 'others'}`;
  return [...lines, `${others.padEnd(width)}  ${''.padEnd(WIDTH)}  ${Math.max(left, 0).toFixed(3)}`];
}

/** Eighths of a character make small differences visible; what is possible shows at least one of them. */
function bar(probability: number): string {
  const eighths = Math.max(1, Math.round(probability * WIDTH * 8));
  return '█'.repeat(Math.floor(eighths / 8)) + (' ▏▎▍▌▋▊▉'[eighths % 8] ?? '').trim();
}
