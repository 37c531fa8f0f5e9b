import type { Frame, FrameRole, FrameSpan } from '@pomdp-gym/contracts';

/**
 * Lines of characters as the picture of a frame: each character takes the role that `roles` gives it, `floor` without
 * one, and neighbours of one role become one span.
 */
export function picture(
  lines: readonly string[],
  roles: Readonly<Record<string, FrameRole>> = {},
): FrameSpan[][] {
  return lines.map((line) => {
    const spans: { text: string; role: FrameRole }[] = [];
    for (const character of line) {
      const role = roles[character] ?? 'floor';
      const last = spans.at(-1);
      if (last?.role === role) last.text += character;
      else spans.push({ text: character, role });
    }
    return spans;
  });
}

/** A frame as plain lines: the picture, then its facts. */
export function frameText(frame: Frame): string[] {
  return [
    ...frame.picture.map((line) => line.map((span) => span.text).join('')),
    ...Object.entries(frame.facts).map(([name, value]) => `${name}: ${value}`),
  ];
}
