import { intervalChart } from '@pomdp-gym/figures';
import { expect } from 'chai';
import { latexFigure, latexReport, latexTable } from './latex-report.js';
import { latexText } from './latex-text.js';

const figure = {
  ...intervalChart({ name: 'final', title: 'Final', x: { title: 'η' }, rows: [], references: [] }),
  caption: 'Means of η.',
};

describe('latexText', () => {
  it('prints every character that LaTeX reads as a command', () => {
    expect(latexText('a_b & 5 % of $x #1 {y} \\z ^ ~ < > |')).to.equal(
      'a\\_b \\& 5 \\% of \\$x \\#1 \\{y\\} \\textbackslash{}z \\textasciicircum{} \\textasciitilde{} ' +
        '\\textless{} \\textgreater{} \\textbar{}',
    );
  });

  it('prints mathematics and dashes with the fonts of pdfLaTeX, on one line', () => {
    expect(latexText('η ± 1\n–')).to.equal('\\ensuremath{\\eta} \\ensuremath{\\pm} 1 --');
    expect(latexText('constructor')).to.equal('constructor');
  });
});

describe('latexTable', () => {
  const lines = latexTable({
    name: 'average',
    caption: 'Average reward & more.',
    columns: ['agent', 'η'],
    rows: [
      ['a_b', '.8'],
      ['[c]', '* 1'],
    ],
    numeric: [1],
  }).split('\n');

  it('has the rules of booktabs, numbers flush right, and its caption and label above', () => {
    expect(lines.slice(0, 6).map((line) => line.trim())).to.deep.equal([
      '\\begin{table}[htbp]',
      '\\centering',
      '\\caption{Average reward \\& more.}',
      '\\label{tab:average}',
      '\\begin{tabular}{@{}lr@{}}',
      '\\toprule',
    ]);
    expect(lines.filter((line) => /rule/.test(line))).to.have.length(3);
    expect(lines).to.include('    a\\_b & .8 \\\\');
  });

  it('keeps a bracket or a star after a line break from being read as its option', () => {
    expect(lines).to.include('    {[c]} & {* 1} \\\\');
  });
});

describe('latexReport', () => {
  it('is a document that reads its parts from where they are, and shows a listing as typed', () => {
    const table = { name: 't', columns: ['a'], rows: [] };
    const text = latexReport(
      {
        title: '50 %',
        introduction: [],
        sections: [{ title: 'One', figures: [figure], tables: [table], listing: 'a:\n  b_c' }],
      },
      { table: ({ name }) => `tables/${name}.tex`, figure: ({ name }) => `figures/${name}.tex` },
    );
    expect(text)
      .to.match(/^\\documentclass\{article\}/)
      .and.include('\\title{50 \\%}');
    expect(text).to.include('\\input{figures/final.tex}\n\\input{tables/t.tex}');
    expect(text).to.include('\\mbox{}a:\\\\\n\\mbox{}~~b\\_c');
    expect(latexFigure(figure, 'figures/final.png'))
      .to.include('\\includegraphics[width=\\linewidth]{figures/final.png}')
      .and.include('\\caption{Means of \\ensuremath{\\eta}.}')
      .and.include('\\label{fig:final}');
  });
});
