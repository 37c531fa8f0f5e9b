/** Where results stand that no other folder is named for, a folder each, beside one another: they share their cells. */
export const RESULTS = 'results';

/** The most characters of such a name: with a digest and the part of a shard it fits the 255 bytes that file systems take. */
const LONGEST = 100;

/** The name of a study as the name of a file: at most 100 letters, digits, points, hyphens and underscores. */
export function fileName(name: string): string {
  const plain = name.replace(/[^\w.-]+/g, '-').replace(/^[-.]+/, '');
  return plain.slice(0, LONGEST).replace(/-+$/, '') || 'study';
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
