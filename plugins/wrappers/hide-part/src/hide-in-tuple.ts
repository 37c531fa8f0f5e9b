import { type DiscreteSpace, type Environment, InputError } from '@pomdp-gym/contracts';
import { keptParts } from './kept-parts.js';
import { relabel } from './relabel.js';

/** Tuples without the hidden entries. */
export function hideInTuple(
  environment: Environment,
  { factors, size }: DiscreteSpace,
  hidden: readonly number[],
): Environment {
  if (!factors)
    throw new InputError(
      'HidePart hides parts of tuples and rows of numbers, and here an observation has no parts: ' +
        'name observations that become one, such as HidePart:observations=[0,1].',
    );
  const kept = keptParts(factors.length, hidden);
  const left = kept.map((part) => factors[part]!);
  const space: DiscreteSpace = {
    kind: 'discrete',
    size: left.reduce((product, factor) => product * factor.size, 1),
    ...(left.length > 1 && { factors: left }),
  };
  const sizes = factors.map((factor) => factor.size);
  const seen = Int32Array.from({ length: size }, (_, y) => {
    const entries = entriesOf(y, sizes);
    return kept.reduce((index, part) => index * sizes[part]! + entries[part]!, 0);
  });
  return relabel(environment, { size: space.size, names: namesOf(left), seen, factors: space.factors });
}

/** The entries of a tuple with this index. */
function entriesOf(index: number, sizes: readonly number[]): number[] {
  const entries = [...sizes];
  let rest = index;
  for (let part = sizes.length - 1; part >= 0; part--) {
    entries[part] = rest % sizes[part]!;
    rest = Math.floor(rest / sizes[part]!);
  }
  return entries;
}

/** The names of tuples, where every entry has some. */
function namesOf(factors: readonly DiscreteSpace[]): readonly string[] | undefined {
  const [first, ...others] = factors.map(({ labels }) => labels);
  return others.reduce(
    (names, labels) => labels && names?.flatMap((name) => labels.map((label) => `${name}, ${label}`)),
    first,
  );
}
