import { createRequire } from 'node:module';
import { renderAsync } from '@resvg/resvg-js';
import { FONT } from '../theme.js';

/** Pixels of a PNG for one of the figure. */
const PNG_SCALE = 2;

/** The figure as a PNG, set in the font that comes with this package. Another thread makes the pixels; the calling one packs them. */
export async function renderPng(svg: string): Promise<Uint8Array> {
  const font = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
  const bold = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf');
  const image = await renderAsync(svg, {
    background: 'white',
    fitTo: { mode: 'zoom', value: PNG_SCALE },
    font: { fontFiles: [font, bold], loadSystemFonts: false, defaultFontFamily: FONT },
  });
  return image.asPng();
}
