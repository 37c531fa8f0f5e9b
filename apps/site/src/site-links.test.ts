import { expect } from 'chai';
import { withSiteLinks, withSources } from './site-links.js';

const pages = new Map([
  ['README.md', 'manual'],
  ['packages/exact/README.md', 'packages/exact'],
  ['docs/decisions/0001-a.md', 'decisions/0001-a'],
]);
const linked = (text: string, file = 'plugins/solvers/a/README.md') => withSiteLinks(text, file, pages);

describe('Links of documents', () => {
  it('lead to pages: of a file, of a folder with a README, with an anchor', () => {
    expect(linked('[one](../../../docs/decisions/0001-a.md#context)')).to.equal(
      '[one](/decisions/0001-a#context)',
    );
    expect(linked('[two](../../../packages/exact), [three](../../../README.md)')).to.equal(
      '[two](/packages/exact), [three](/manual)',
    );
    expect(linked('[`exact`](packages/exact)', 'README.md')).to.equal('[`exact`](/packages/exact)');
  });

  it('lead to the studio in the state that they state, past the scripts of the site', () =>
    expect(linked('[six](../apps/studio/site/index.html#view=world&step=4)', 'docs/gallery.md')).to.equal(
      '[six](/studio/index.html#view=world&step=4){target="_self"}',
    ));

  it('become plain text where there is no page', () =>
    expect(linked('see [the source](src/a.ts).')).to.equal('see the source.'));

  it('stay as they are to other sites, to anchors and to pages, and within code', () => {
    const text = '[a](https://a.org/x) [b](#b) [c](/c) `[d](src/d.ts)`\n\n```ts\nconst e = f[0](src);\n```\n';
    expect(linked(text)).to.equal(text);
  });
});

describe('A paragraph that is a link to a source file', () => {
  it('is replaced by the file', () => {
    const read = (path: string) => `// ${path}\n`;
    expect(withSources('Before\n\n[The source](../src/a.ts)\n\n[A](b.md) c\n', 'docs/d/e.md', read)).to.equal(
      'Before\n\n```ts\n// docs/src/a.ts\n```\n\n[A](b.md) c\n',
    );
  });
});
