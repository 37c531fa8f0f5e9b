import type { Frame, FrameRole } from '@pomdp-gym/contracts';
import { colors } from '../terminal/terminal.js';

const paints: Readonly<Record<FrameRole, (text: string) => string>> = {
  wall: colors.dim,
  floor: (text) => text,
  agent: (text) => colors.bold(colors.cyan(text)),
  goal: colors.green,
  hazard: colors.red,
  object: colors.yellow,
  label: colors.dim,
};

/** A frame as lines for the terminal: the picture in colour, then its facts. */
export function frameLines(frame: Frame): string[] {
  return [
    ...frame.picture.map((line) => line.map(({ text, role }) => paints[role](text)).join('')),
    ...Object.entries(frame.facts).map(([name, value]) => `${colors.dim(`${name}:`)} ${value}`),
  ];
}
