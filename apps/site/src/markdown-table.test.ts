import { expect } from 'chai';
import { markdownTable, plainMarkdown } from './markdown-table.js';

describe('A table of Markdown', () => {
  it('keeps pipes and line ends out of its grammar', () =>
    expect(markdownTable(['a', 'b'], [['x|y', 'two\nlines']], [1])).to.equal(
      '| a | b |\n| --- | --: |\n| x\\|y | two lines |',
    ));

  it('shows signs of markup as they are', () =>
    expect(plainMarkdown('[a, b] *c* {{d}}')).to.equal(
      '&#91;a, b&#93; &#42;c&#42; &#123;&#123;d&#125;&#125;',
    ));
});
