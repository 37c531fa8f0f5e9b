import { expect } from 'chai';
import { combinedReport } from './combined-report.js';
import { partName, withDistinctNames } from './distinct-names.js';
import type { Report } from './report.js';

const table = (name: string) => ({ name, columns: [], rows: [] });
const report: Report = {
  title: 'T',
  introduction: ['i'],
  sections: [
    { title: 'one', tables: [table('a'), table('a-2'), { columns: [], rows: [] }] },
    { title: 'two', tables: [table('a'), table('a')] },
  ],
};
const names = ({ sections }: Report) => sections.flatMap(({ tables = [] }) => tables.map(({ name }) => name));

describe('Names of the parts of a report', () => {
  it('are names of files', () => {
    expect(partName('learning curves', 'Tiger-v0:accuracy=.9/..')).to.equal(
      'learning-curves-tiger-v0-accuracy-.9',
    );
    expect(partName('η')).to.equal('part');
  });

  it('are distinct, whatever they were', () => {
    expect(names(withDistinctNames(report))).to.deep.equal(['a', 'a-2', 'table', 'a-3', 'a-4']);
  });

  it('are distinct over several reports in one, whose sections have the titles of their reports', () => {
    const both = combinedReport([report, { ...report, title: 'U' }]);
    expect(new Set(names(both)).size).to.equal(10);
    expect(both.sections.map(({ title }) => title)).to.deep.equal([
      ...['T – one', 'T – two', 'U – one', 'U – two'],
    ]);
    expect(both.introduction).to.deep.equal(['T', 'i', 'U', 'i']);
  });
});
