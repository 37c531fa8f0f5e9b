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

  it('fit a file system, however long the name of an environment is', () => {
    const long = partName('cost', 'tiger '.repeat(80));
    expect(long).to.equal(`cost${'-tiger'.repeat(16)}`); // 100 characters
  });

  it('are distinct where they begin alike and are cut', () => {
    const cut = ['1', '2'].map((end) => table(partName('tiger '.repeat(80) + end)));
    const { sections } = report;
    const found = names(withDistinctNames({ ...report, sections: [{ ...sections[0]!, tables: cut }] }));
    expect(found[1]).to.equal(`${found[0]}-2`);
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
