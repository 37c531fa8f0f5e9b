/** Characters that steer a terminal or the direction of text, or that XML cannot hold. */
const STEERING = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Noncharacter_Code_Point}]/gu;

/**
 * Text from a file or a plugin as a person can be shown it: in a terminal, a message, an SVG or a page. Control characters
 * become their pictures (␛), what has none becomes �; line breaks and tabs stay.
 */
export function plainText(text: string): string {
  return text.replace(STEERING, (character) => {
    const code = character.charCodeAt(0);
    if (character === '\n' || character === '\t') return character;
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? '␡' : '�';
  });
}

/** Text with its middle left out where it is longer than `most` characters, and how much is. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = Math.floor(most / 4);
  const begin = most - end;
  return `${text.slice(0, begin)} … (${text.length - most} characters left out) … ${text.slice(text.length - end)}`;
}
