/** Characters of a file that a message quotes at most. */
const MOST = 40;

/** Text of a file as a message quotes it: cut where it is long, and without control characters. */
export function quoted(text: string): string {
  const plain = text.slice(0, MOST).replace(/\p{Cc}/gu, ' ');
  return text.length > MOST ? `${plain}…` : plain;
}
