import type { PlantedBug } from './planted-bug.js';
import { kindOf } from './planted-bug.js';
import { rulesBrokenBy } from './rules-broken-by.js';

/** The most characters of a message that a cell shows: some hold every component of a gradient. */
const LONGEST = 240;

const HEAD = `| bug | kind | what is wrong | the rule that catches it | what it says |
| --- | --- | --- | --- | --- |`;

/** The bugs as a table in Markdown, with what the rule says of each. */
export async function galleryTable(bugs: readonly PlantedBug[]): Promise<string> {
  const rows: string[] = [];
  for (const bug of bugs) rows.push(await rowOf(bug));
  return `${HEAD}\n${rows.join('\n')}\n`;
}

async function rowOf(bug: PlantedBug): Promise<string> {
  const broken = await rulesBrokenBy(bug);
  const cells = [bug.id.slice(bug.id.indexOf('/') + 1), kindOf(bug), bug.wrong, bug.rule];
  const message = shortened(broken.get(bug.rule) ?? '');
  return `| ${[...cells, message].map(cellText).join(' | ')} |`;
}

function shortened(message: string): string {
  const line = message.replaceAll(/\s+/g, ' ').trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)} …`;
}

/** Text that Markdown, and a page in which it is HTML, show as it is. */
function cellText(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[*_`[\]{}]/g, '\\$&');
}
