import { textWidth } from './text-width.js';

/** Text in lines no wider than `width` pixels; a word that is wider alone has a line of its own. */
export function wrappedText(text: string, fontSize: number, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && textWidth(longer, fontSize) > width) lines.push(word);
    else lines.splice(-1, 1, longer);
  }
  return lines;
}
