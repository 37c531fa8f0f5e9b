import { expect } from 'chai';

/** What `console.log(x); // text` says is printed, in order. A remark that goes on after a colon is cut there. */
export function promisedLines(text: string): string[] {
  return [...text.matchAll(/console\.log\(.*\); \/\/ ([^:\n]*)/gm)].map(([, line = '']) => line.trim());
}

/** Expects each line in the output, after the one before; runs of blanks count as one. */
export function expectInOrder(out: string, lines: readonly string[]): void {
  let rest = out.replace(/ +/g, ' ');
  for (const line of lines) {
    const text = line.trim().replace(/ +/g, ' ');
    expect(rest).to.include(text);
    rest = rest.slice(rest.indexOf(text) + text.length);
  }
}
