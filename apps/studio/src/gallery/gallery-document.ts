import { examples, hashOfExample } from './examples.js';

/** Where the page lies, from the folder of the documents. */
const PAGE = '../apps/studio/site/index.html';

/** The document of the guided examples, as Markdown: `docs/gallery.md`. */
export function galleryDocument(): string {
  const sections = examples.map(
    (example) => `## [${example.title}](${PAGE}#${hashOfExample(example)})\n\n${example.text}\n`,
  );
  return [
    '# Guided examples',
    '',
    'Ten views of the studio, each one link: `npm run build:studio` makes the page that they open, one file that needs no server and no',
    'network. The page computes each run anew, from its seed, and lists the same examples itself. The site (`npm run docs`) shows the picture',
    'of each example beneath its text; its build computes and draws them.',
    '',
    ...sections,
  ].join('\n');
}
