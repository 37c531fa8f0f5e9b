/** A text as its bytes in UTF-8, or as its UTF-16 code units: offsets count these. */
export type TextUnits = Uint8Array | Uint16Array;

/** Lines, columns and excerpts of a text, by offset. */
export class TextPositions {
  /** The offset at which each line begins. */
  private readonly lineStarts: number[] = [0];
  /** The place counted to last, so that asking in the order of the text stays linear however long a line is. */
  private counted = { line: 0, offset: 0, characters: 0 };

  constructor(private readonly units: TextUnits) {
    for (let at = units.indexOf(10); at >= 0; at = units.indexOf(10, at + 1)) this.lineStarts.push(at + 1);
  }

  describe(begin: number, end: number): { line: number; column: number; length: number; text: string } {
    const line = this.lineOf(begin);
    return {
      line: line + 1,
      column: this.columnOf(line, begin) + 1,
      length: this.characters(begin, end),
      text: excerpt(this.units, begin, end),
    };
  }

  /** The last line that begins at or before the offset. */
  private lineOf(offset: number): number {
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.lineStarts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private columnOf(line: number, offset: number): number {
    const { counted } = this;
    const onward = counted.line === line && counted.offset <= offset;
    const from = onward ? counted : { offset: this.lineStarts[line]!, characters: 0 };
    const characters = from.characters + this.characters(from.offset, offset);
    this.counted = { line, offset, characters };
    return characters;
  }

  /** Characters that begin in [begin, end): continuation bytes and second halves of pairs do not count. */
  private characters(begin: number, end: number): number {
    const { units } = this;
    const [mask, inside] = units instanceof Uint8Array ? [0xc0, 0x80] : [0xfc00, 0xdc00];
    let count = 0;
    for (let at = begin; at < end; at++) if ((units[at]! & mask) !== inside) count++;
    return count;
  }
}

/** The text of [begin, end), control characters made visible, cut after 40 characters. */
export function excerpt(units: TextUnits, begin: number, end: number): string {
  const part = units.subarray(begin, Math.min(end, begin + 200));
  const text = part instanceof Uint8Array ? new TextDecoder().decode(part) : String.fromCharCode(...part);
  const visible = [...text].map((character) =>
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(character) ? '·' : character,
  );
  return visible.length > 40 ? visible.slice(0, 39).join('') + '…' : visible.join('');
}
