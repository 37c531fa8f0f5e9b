/** Words that other readers of the format take for no name wherever they stand. */
const RESERVED = new Set(
  (
    'discount values states actions observations start include exclude T O R ' +
    'uniform identity reset reward cost'
  ).split(' '),
);

/** The labels, where every reader of the `.POMDP` format takes them for names; undefined where one would not. */
export function writableNames(labels: readonly string[] | undefined): readonly string[] | undefined {
  if (!labels || new Set(labels).size !== labels.length) return undefined;
  const writable = labels.every((label) => /^[A-Za-z][A-Za-z0-9_-]*$/.test(label) && !RESERVED.has(label));
  return writable ? labels : undefined;
}
