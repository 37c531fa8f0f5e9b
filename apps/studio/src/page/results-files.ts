import type { ResultsFiles } from '../engine/calls.js';

/** A file that a person chose, with its place in the folder that was chosen; the place is empty for a file that was chosen itself. */
export type ChosenFile = Blob & Pick<File, 'name' | 'webkitRelativePath'>;

/** The one folder of results among files. Throws an Error with a sentence where there is no such folder, or several. */
export function resultsFiles(files: readonly ChosenFile[]): ResultsFiles {
  const found = files
    .filter(({ name }) => name === 'study.yaml')
    .flatMap((study) => {
      const runs = files.find((file) => file.name === 'runs.jsonl' && folderOf(file) === folderOf(study));
      return runs ? [{ study, runs }] : [];
    });
  const [first] = found;
  if (!first) throw new Error('This folder holds no study.yaml and runs.jsonl, which compare --out writes.');
  if (found.length > 1) {
    const folders = found.map(({ study }) => folderOf(study)).join(', ');
    throw new Error(`This folder holds ${found.length} folders of results: ${folders}. Choose one of them.`);
  }
  return first;
}

function folderOf({ webkitRelativePath }: ChosenFile): string {
  return webkitRelativePath.split('/').slice(0, -1).join('/');
}
