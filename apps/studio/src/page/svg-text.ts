/** What a drawing looks like besides where it stands. */
const STYLES = [
  ...['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'opacity', 'fill-opacity'],
  ...[
    'font-size',
    'font-family',
    'font-weight',
    'text-anchor',
    'dominant-baseline',
    'paint-order',
    'shape-rendering',
  ],
];

/**
 * A drawing of the page as the text of a file: with the styles that the page gives it written into it.
 *
 * @param ground the colour beneath the drawing.
 */
export function svgText(drawn: SVGSVGElement, ground: string): string {
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  const originals = [drawn, ...drawn.querySelectorAll<SVGElement>('*')];
  [copy, ...copy.querySelectorAll<SVGElement>('*')].forEach((element, i) =>
    writeStyles(element, originals[i]!),
  );
  const { x, y, width, height } = drawn.viewBox.baseVal;
  const place = { x, y, width, height };
  copy.prepend(elementOf('rect', { ...place, fill: ground }));
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const scale = Math.max(1, 480 / width);
  copy.setAttribute('width', String(width * scale));
  copy.setAttribute('height', String(height * scale));
  return new XMLSerializer().serializeToString(copy);
}

function writeStyles(element: SVGElement, original: SVGElement): void {
  const styles = getComputedStyle(original);
  element.removeAttribute('class');
  element.setAttribute('style', STYLES.map((name) => `${name}:${styles.getPropertyValue(name)}`).join(';'));
}

function elementOf(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/** Pixels of a picture for one of the drawing. */
const SHARPNESS = 2;

/** The text of a drawing as a picture of pixels. */
export async function pngOf(text: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = SHARPNESS * image.width;
  canvas.height = SHARPNESS * image.height;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('This browser makes no PNG of it.')))),
  );
}
