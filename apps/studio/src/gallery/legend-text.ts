/** Units from one line of a legend to the next. */
export const ROW = 20;

/** Where the sample of a line of a legend ends, and its text begins. */
const [SAMPLE, TEXT] = [28, 36];

/** A key of the page's legend as a line of SVG: a sample of what it stands for, and its name. */
export function legendText(key: Element, line: number): string {
  const name = key.innerHTML.replace(/<svg.*<\/svg>/s, '').trim();
  return (
    `<g class="legend" transform="translate(0 ${ROW * line})">${sampleOf(key)}` +
    `<text class="label" x="${TEXT}" y="14">${name}</text></g>`
  );
}

function sampleOf(key: Element): string {
  const [kind, ...classes] = (key.getAttribute('class') ?? '').split(' ');
  if (kind === 'key') return `<line class="${lineClass(classes)}" x2="${SAMPLE}" y1="10" y2="10"/>`;
  const filled = kind === 'heat-key' ? classes.join(' ') : key.querySelector('rect')?.getAttribute('class');
  return `<rect class="${filled ?? ''}" x="${SAMPLE - 14}" y="3" width="14" height="14"/>`;
}

/** The class of the line that a key stands for; of the lines of a learner, that of the start. */
function lineClass(classes: readonly string[]): string {
  return classes.includes('learner') ? 'learner first' : ['curve', ...classes].join(' ');
}
