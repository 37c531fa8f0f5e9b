import { grouped } from '@pomdp-gym/contracts';
/** Seconds before the first line, and then between two. */
const [PATIENCE, APART] = [1, 5];

/** Says now and then how far the search for the best β is; nothing where it takes no time. */
export function searchNotes(
  clock: () => number,
  note: (line: string) => void,
): (T: number, tried: number) => void {
  let due = clock() + PATIENCE;
  return (T, tried) => {
    if (clock() < due) return;
    due = clock() + APART;
    note(`Searching for the best β for T = ${grouped(T)}: ${tried} tried …`);
  };
}
