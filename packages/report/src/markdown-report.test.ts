import { intervalChart } from '@pomdp-gym/figures';
import { expect } from 'chai';
import { markdownReport } from './markdown-report.js';

describe('markdownReport', () => {
  it('has title, paragraphs, pictures by address and tables with numbers flush right, its text escaped', () => {
    const figure = intervalChart({
      name: 'final',
      title: 'Final',
      x: { title: 'η' },
      rows: [],
      references: [],
    });
    const text = markdownReport(
      {
        title: 'A *bold* claim',
        introduction: ['first\nsecond'],
        sections: [
          {
            title: 'One',
            paragraphs: ['a_b'],
            figures: [figure],
            tables: [{ columns: ['agent', 'η'], rows: [['x | y', '.8']], numeric: [1], caption: 'T' }],
          },
        ],
      },
      ({ name }) => `figures/${name}.svg`,
    );
    const lines = text.split('\n').filter((line) => line !== '');
    expect(lines[0]).to.equal('# A \\*bold\\* claim');
    expect(lines[1]).to.equal('first second');
    expect(lines.slice(2, 4)).to.deep.equal(['## One', 'a\\_b']);
    expect(lines[4]).to.match(/^!\[.*\]\(<figures\/final\.svg>\)$/);
    expect(lines.slice(5)).to.deep.equal(['T', '| agent | η |', '| --- | --: |', '| x \\| y | .8 |']);
  });
});
