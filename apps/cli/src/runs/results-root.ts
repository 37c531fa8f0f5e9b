/** Where results stand that no other folder is named for, a folder each, beside one another: they share their cells. */
export const RESULTS = 'results';

/** The name of a study as the name of a file. */
export function fileName(name: string): string {
  return name.replace(/[^\w.-]+/g, '-').replace(/^[-.]+|-+$/g, '') || 'study';
}

/** The names of files for several names, no two of them the same on a disk that takes large and small letters for one. */
export function distinctFileNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const plain = fileName(name);
    let distinct = plain;
    for (let i = 2; taken.has(distinct.toLowerCase()); i++) distinct = `${plain}-${i}`;
    taken.add(distinct.toLowerCase());
    return distinct;
  });
}
