import { expect } from 'chai';
import { withRelativeAddresses } from './relative-addresses.js';

describe('Addresses of a page', () => {
  it('lead to files beside it', () => {
    const html = '<a href="/b/c.html#d">x</a><img src="/pictures/e.svg"><a href="/">home</a>';
    expect(withRelativeAddresses(html, 'a.html')).to.equal(
      '<a href="./b/c.html#d">x</a><img src="./pictures/e.svg"><a href="./index.html">home</a>',
    );
    expect(withRelativeAddresses('<a href="/b.html">', 'solvers/sarsop.html')).to.equal(
      '<a href="../b.html">',
    );
  });

  it('of folders lead to their first page', () =>
    expect(withRelativeAddresses('<a href="/solvers/">', 'a.html')).to.equal(
      '<a href="./solvers/index.html">',
    ));

  it('of other sites stay', () => {
    const html = '<a href="https://a.org/">x</a><a href="//b.org/">y</a>';
    expect(withRelativeAddresses(html, 'a.html')).to.equal(html);
  });
});
