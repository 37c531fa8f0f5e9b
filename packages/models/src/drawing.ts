import type { FrameRole } from '@pomdp-gym/contracts';

/** The colours of drawings, by role: each stands out from the ground by a contrast of 4.5 at least, but for the floor. */
export const drawingColours: Readonly<Record<FrameRole, string>> = {
  wall: '#4a4f57',
  floor: '#f4f2ec',
  agent: '#1f6fb4',
  goal: '#1f8a3f',
  hazard: '#b8332a',
  object: '#94600b',
  label: '#333333',
};

/** Shapes of SVG as one whole `<svg>` element on a light ground, which a frame takes. */
export function drawing(width: number, height: number, shapes: readonly string[]): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">` +
    `<rect width="${width}" height="${height}" fill="${drawingColours.floor}"/>${shapes.join('')}</svg>`
  );
}

/** A word of a drawing, the middle of its line at a point. */
export function drawnWord(
  word: string,
  x: number,
  y: number,
  { size = 14, colour = drawingColours.label }: { readonly size?: number; readonly colour?: string } = {},
): string {
  const text = word.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return (
    `<text x="${x}" y="${y}" text-anchor="middle" dominant-baseline="central" font-family="sans-serif" ` +
    `font-size="${size}" font-weight="bold" fill="${colour}">${text}</text>`
  );
}
