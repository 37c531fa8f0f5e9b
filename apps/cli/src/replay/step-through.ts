/** Moments that a person goes through, forwards and backwards. */
export interface Moments {
  readonly count: number;
  /** The lines that show a moment, by its number from 0. */
  readonly show: (at: number) => readonly string[];
}

/** What a line asks for: a place, an end, or a sentence on why it is invalid. */
type Asked = { readonly at: number } | { readonly quit: true } | { readonly problem: string };

/**
 * Shows moments by what a person types: Enter or n goes on, b goes back, a number goes there, q stops. Begins with the first.
 *
 * @param say shows a line.
 */
export async function stepThrough(
  { count, show }: Moments,
  lines: AsyncIterable<string> | Iterable<string>,
  say: (line: string) => void,
): Promise<void> {
  let at = 0;
  show(at).forEach(say);
  say(`Enter: on, b: back, a number from 1 to ${count}: there, q: stop.`);
  for await (const line of lines) {
    const asked = read(line, at, count);
    if ('quit' in asked) return;
    if ('problem' in asked) say(asked.problem);
    else {
      ({ at } = asked);
      show(at).forEach(say);
    }
  }
}

function read(line: string, at: number, count: number): Asked {
  const last = count - 1;
  switch (line) {
    case 'q':
    case 'quit':
      return { quit: true };
    case '':
    case 'n':
      return at < last ? { at: at + 1 } : { problem: 'This is the end.' };
    case 'b':
      return at > 0 ? { at: at - 1 } : { problem: 'This is the beginning.' };
  }
  const number = Number(line);
  if (Number.isSafeInteger(number) && number >= 1 && number <= count) return { at: number - 1 };
  return { problem: `Not ${line}: press Enter, or type b, a number from 1 to ${count}, or q.` };
}
