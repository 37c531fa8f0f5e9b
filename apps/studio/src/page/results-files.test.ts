import { expect } from 'chai';
import { type ChosenFile, resultsFiles } from './results-files.js';

const file = (path: string): ChosenFile =>
  Object.assign(new Blob([`text of ${path}`]), {
    name: path.split('/').at(-1)!,
    webkitRelativePath: path,
  });

/** The sentence that files are refused with. */
function refusal(...paths: string[]): string {
  try {
    resultsFiles(paths.map(file));
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}

describe('resultsFiles', () => {
  it('takes study and runs of the same folder', async () => {
    const paths = ['all/a/study.yaml', 'all/b/runs.jsonl', 'all/c/runs.jsonl', 'all/c/study.yaml'];
    const { study, runs } = resultsFiles(paths.map(file));
    expect([await study.text(), await runs.text()]).to.deep.equal([
      'text of all/c/study.yaml',
      'text of all/c/runs.jsonl',
    ]);
  });

  it('refuses files of which no folder holds both', () => {
    expect(refusal('all/a/study.yaml', 'all/b/runs.jsonl')).to.contain('holds no study.yaml');
  });

  it('refuses several folders of results, and names them', () => {
    const both = (folder: string) => [`${folder}/study.yaml`, `${folder}/runs.jsonl`];
    expect(refusal(...both('all/a'), ...both('all/b'))).to.equal(
      'This folder holds 2 folders of results: all/a, all/b. Choose one of them.',
    );
  });
});
