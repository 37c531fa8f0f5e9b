/** What a `&` may begin. */
const REFERENCE = /&(?:#\d{1,9}|#x[\da-fA-F]{1,8}|[\p{L}_:][\p{L}\p{N}_:.-]{0,99});/uy;

/** Where text stands that has no references, and what ends it. */
const CLOSINGS: Readonly<Record<string, string>> = { '<!--': '-->', '<![CDATA[': ']]>', '<?': '?>' };

/** Where the first `&` stands that begins no reference, at `end` or before it; −1 where there is none. */
export function bareAmpersand(text: string, end: number): number {
  const marks = /<!--|<!\[CDATA\[|<\?|&/g;
  for (let mark = marks.exec(text); mark && mark.index <= end; mark = marks.exec(text)) {
    const closing = CLOSINGS[mark[0]];
    if (closing !== undefined) {
      const closed = text.indexOf(closing, marks.lastIndex);
      if (closed < 0) return -1;
      marks.lastIndex = closed + closing.length;
      continue;
    }
    REFERENCE.lastIndex = mark.index;
    if (!REFERENCE.test(text)) return mark.index;
  }
  return -1;
}
