import { expect } from 'chai';
import { type ChosenFile, resultsFiles } from './results-files.js';

const file = (path: string): ChosenFile => ({
  name: path.split('/').at(-1)!,
  webkitRelativePath: path,
  text: () => Promise.resolve(`text of ${path}`),
});

/** The sentence that files are refused with. */
async function refusal(...paths: string[]): Promise<string> {
  const thrown: unknown = await resultsFiles(paths.map(file)).catch((error: unknown) => error);
  return thrown instanceof Error ? thrown.message : '';
}

describe('resultsFiles', () => {
  it('takes study and runs of the same folder', async () => {
    const paths = ['all/a/study.yaml', 'all/b/runs.jsonl', 'all/c/runs.jsonl', 'all/c/study.yaml'];
    expect(await resultsFiles(paths.map(file))).to.deep.equal({
      study: 'text of all/c/study.yaml',
      runs: ['text of all/c/runs.jsonl'],
    });
  });

  it('refuses files of which no folder holds both', async () => {
    expect(await refusal('all/a/study.yaml', 'all/b/runs.jsonl')).to.contain('holds no study.yaml');
  });

  it('refuses several folders of results, and names them', async () => {
    const both = (folder: string) => [`${folder}/study.yaml`, `${folder}/runs.jsonl`];
    expect(await refusal(...both('all/a'), ...both('all/b'))).to.equal(
      'This folder holds 2 folders of results: all/a, all/b. Choose one of them.',
    );
  });
});
