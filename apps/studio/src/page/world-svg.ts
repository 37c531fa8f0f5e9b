import type { Frame } from '@pomdp-gym/contracts';

/** Units of a letter and of a line of a picture of text. */
const [LETTER, LINE, MARGIN] = [9, 18, 12];

/** The picture of a world as the text of an SVG file with a size: its drawing, or else its lines of text, or the name of its state. */
export function worldSvg({ svg, picture, facts }: Frame): string {
  if (svg !== undefined) return withSize(svg.trim());
  const lines = picture.map((line) => line.map(({ text }) => text).join(''));
  return textSvg(lines.length > 0 ? lines : [facts['state'] ?? '']);
}

/** The least width of a file, in pixels. */
const LEAST = 480;

/** The width and height of a file of a view, as attributes. */
function sizeOf(width: number, height: number): string {
  const scale = Math.max(1, LEAST / width);
  return `width="${scale * width}" height="${scale * height}"`;
}

/** A drawing with a width and a height, which programs need that place it. */
function withSize(svg: string): string {
  const [root = ''] = /<svg[^>]*>/.exec(svg) ?? [];
  const [, width, height] = /viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"/.exec(root) ?? [];
  if (/\swidth=/.test(root) || width === undefined) return svg;
  return svg.replace('<svg', `<svg ${sizeOf(Number(width), Number(height))}`);
}

function textSvg(lines: readonly string[]): string {
  const width = 2 * MARGIN + LETTER * Math.max(...lines.map(({ length }) => length));
  const height = 2 * MARGIN + LINE * lines.length;
  const spans = lines.map(
    (line, i) => `<tspan x="${MARGIN}" y="${MARGIN + LINE * (i + 0.75)}">${escaped(line)}</tspan>`,
  );
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" ${sizeOf(width, height)} viewBox="0 0 ${width} ${height}">` +
    `<rect width="${width}" height="${height}" fill="#ffffff"/>` +
    `<text font-family="monospace" font-size="15" xml:space="preserve">${spans.join('')}</text></svg>`
  );
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
