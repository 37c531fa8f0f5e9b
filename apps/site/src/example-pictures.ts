import { plainMarkdown } from './markdown-table.js';

/** Where the pictures of the guided examples lie in the site. */
export const EXAMPLE_PICTURES = 'pictures/examples';

/** The heading of a guided example and its text, up to the next heading; the name of the example stands in the address of its link. */
const EXAMPLE = /^## \[[^\n]*[#&]example=([\w-]+)[^\n]*\n(?:(?!## )[^\n]*\n)*/gm;

/**
 * The page of the guided examples with the picture of each beneath its text, and what is drawn there.
 *
 * @param pictureOf the text of the SVG file of an example, by its name.
 */
export function withExamplePictures(page: string, pictureOf: (id: string) => string): string {
  return page.replace(
    EXAMPLE,
    (section, id: string) => `${section.trimEnd()}\n\n${picture(id, pictureOf(id))}\n\n`,
  );
}

/** The picture, which has another file for narrow pages, and its caption. */
function picture(id: string, svg: string): string {
  const [alternative, caption] = [elementText(svg, 'title'), elementText(svg, 'desc')].map(plainMarkdown);
  const image = (file: string, width: string) =>
    `![${alternative}](/${EXAMPLE_PICTURES}/${file}.svg){.${width}}`;
  return `${image(id, 'wide')}\n${image(`${id}-narrow`, 'narrow')}\n\n${caption}`;
}

/** The text of the first element of a name in an SVG file. */
function elementText(svg: string, name: string): string {
  const [, text = ''] = new RegExp(`<${name}>([^<]*)</${name}>`).exec(svg) ?? [];
  return text.replace(/&#(\d+);/g, (_whole, sign: string) => String.fromCharCode(Number(sign)));
}
