import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { InputError } from '@pomdp-gym/contracts';
import type { Report, ReportFigure } from '@pomdp-gym/report';
import { expect } from 'chai';
import { writeReportFiles } from './report-files.js';

/** A figure of one point, whose name sorts by its number. */
function figure(n: number): ReportFigure {
  const data = [{ x: n, y: 1 }];
  return {
    name: `figure-${String.fromCharCode(97 + n)}`,
    caption: '',
    description: 'One point.',
    specification: {
      width: 20,
      height: 20,
      data: { values: data },
      mark: 'point',
      encoding: { x: { field: 'x', type: 'quantitative' } },
    },
    data,
  };
}

const figures = Array.from({ length: 13 }, (_, n) => figure(n));

const reportOf = (shown: readonly ReportFigure[]): Report => ({
  title: 'Points',
  introduction: [],
  sections: [{ title: 'All', figures: shown }],
});

const endings = ['csv', 'png', 'svg', 'tex', 'vl.json'];

describe('writeReportFiles', () => {
  const home = mkdtempSync(join(tmpdir(), 'pomdp-gym-report-'));
  const figuresIn = (name: string) => readdirSync(join(home, name, 'figures')).sort();
  after(() => rmSync(home, { recursive: true }));

  it('writes the files of thirteen figures without a warning', async () => {
    const warnings: string[] = [];
    const note = ({ name }: Error) => warnings.push(name);
    process.on('warning', note);
    await writeReportFiles(join(home, 'whole'), reportOf(figures));
    await setImmediate(); // A warning is emitted at the next tick.
    process.off('warning', note);
    expect(warnings).to.deep.equal([]);
    expect(figuresIn('whole')).to.deep.equal(
      figures.flatMap(({ name }) => endings.map((ending) => `${name}.${ending}`)),
    );
  });

  it('writes the texts of a report without a figure', async () => {
    await writeReportFiles(join(home, 'none'), reportOf([]));
    expect(readdirSync(join(home, 'none')).sort()).to.deep.equal([
      'figures',
      'report.html',
      'report.md',
      'report.tex',
      'tables',
    ]);
    expect(figuresIn('none')).to.deep.equal([]);
  });

  it('writes nothing after the first file that cannot be written', async () => {
    const report = reportOf(figures.slice(0, 5));
    mkdirSync(join(home, 'cut/figures/figure-b.svg'), { recursive: true });
    const error: unknown = await writeReportFiles(join(home, 'cut'), report).catch(
      (caught: unknown) => caught,
    );
    expect(error).to.be.instanceOf(InputError).with.property('message').contains('that is a folder');
    const there = figuresIn('cut');
    await writeReportFiles(join(home, 'other'), report); // Takes as long as what a report would still write.
    expect(figuresIn('cut')).to.deep.equal(there);
    expect(readdirSync(join(home, 'cut'))).to.have.members(['figures', 'tables']);
    expect(there).to.not.include('figure-c.svg');
  });
});
