import { expect } from 'chai';
import { withExamplePictures } from './example-pictures.js';

const PAGE = [
  '# Guided examples',
  '## [One](/studio/index.html#view=error&example=first){target="_self"}',
  'What is seen.',
  '## [Two](/studio/index.html#example=second){target="_self"}',
  'More.\n',
].join('\n\n');

const svg = (id: string) =>
  `<svg><title>Bars of ${id}: a &#60; b</title><desc>The bars.</desc><g><title>other</title></g></svg>`;

describe('withExamplePictures', () => {
  it('puts the picture and its caption beneath the text of each example', () => {
    expect(withExamplePictures(PAGE, svg)).to.equal(
      [
        '# Guided examples',
        '## [One](/studio/index.html#view=error&example=first){target="_self"}',
        'What is seen.',
        '![Bars of first: a &#60; b](/pictures/examples/first.svg){.wide}\n' +
          '![Bars of first: a &#60; b](/pictures/examples/first-narrow.svg){.narrow}',
        'The bars.',
        '## [Two](/studio/index.html#example=second){target="_self"}',
        'More.',
        '![Bars of second: a &#60; b](/pictures/examples/second.svg){.wide}\n' +
          '![Bars of second: a &#60; b](/pictures/examples/second-narrow.svg){.narrow}',
        'The bars.\n\n',
      ].join('\n\n'),
    );
  });
});
