import { extname } from 'node:path';
import { statsAt } from '@pomdp-gym/contracts/node';

const MODELS =
  'Models are read from files that end in .POMDP, .pomdpx, .dpomdp or .mdp, also compressed (.gz).';

/** What file stands at a path that was taken for something else, and what is read; undefined where none does. */
export function describePath(path: string): string | undefined {
  if (!statsAt(path)?.isFile()) return undefined;
  const ending = extname(path).toLowerCase();
  const kind = ending === '' ? 'a file whose name has no ending' : `a file that ends in ${extname(path)}`;
  return `${path} is ${kind}. ${MODELS} If it is one, name it File:path=${path}.`;
}
