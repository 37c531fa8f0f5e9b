import { pow, randomStream } from '@pomdp-gym/numerics';
import type { Range, Sweep } from './sweep-schema.js';

/** Values of options by their paths, such as `estimator.beta`: one configuration of a sweep. */
export type Configuration = Readonly<Record<string, unknown>>;

/** Every configuration of a sweep: the grid, each point with each row of the paired lists and each random draw. */
export function configurationsOf({ grid, paired, random }: Sweep): Configuration[] {
  const axes = Object.entries(grid).map(([path, values]) =>
    (Array.isArray(values) ? values : spaced(values)).map((value): Configuration => ({ [path]: value })),
  );
  const [first = []] = Object.values(paired);
  const rows = first.map((_, row): Configuration =>
    Object.fromEntries(Object.entries(paired).map(([path, values]) => [path, values[row]])),
  );
  const draws = Array.from({ length: random?.count ?? 0 }, (_, draw) => drawn(random!, draw));
  return [...axes, rows, draws]
    .filter((axis) => axis.length > 0)
    .reduce<Configuration[]>(
      (made, axis) => made.flatMap((one) => axis.map((other) => ({ ...one, ...other }))),
      [{}],
    );
}

function spaced({ points, ...range }: Range & { readonly points: number }): number[] {
  return Array.from({ length: points }, (_, i) => valueAt(range, points === 1 ? 0 : i / (points - 1)));
}

function drawn({ seed, over }: NonNullable<Sweep['random']>, draw: number): Configuration {
  return Object.fromEntries(
    Object.entries(over).map(([path, values]): [string, unknown] => {
      const part = randomStream(seed, 'sweep', path, draw).uniform();
      return [path, Array.isArray(values) ? values[Math.floor(part * values.length)] : drawnAt(values, part)];
    }),
  );
}

/** Digits of a value that a range makes: it is written out in names and files. */
const DIGITS = 6;

/** The value a part of the way from one end of a range to the other. */
function valueAt({ from, to, scale, whole }: Range, part: number): number {
  const value = scale === 'log' ? from * pow(to / from, part) : from + part * (to - from);
  return whole ? Math.round(value) : Number(value.toPrecision(DIGITS));
}

/** The value that a draw makes of a range. A whole number has the numbers that round to it for its share, the ends too. */
function drawnAt(range: Range, part: number): number {
  const { from, to, scale, whole } = range;
  const [least, most] = [Math.ceil(Math.min(from, to)), Math.floor(Math.max(from, to))];
  if (!whole || least > most || (scale === 'log' && least < 1)) return valueAt(range, part);
  const value = valueAt({ ...range, from: least - 0.5, to: most + 0.5, whole: false }, part);
  return Math.min(Math.max(Math.round(value), least), most);
}

/** What a configuration is called beside others: `beta=0.5, s0=10`; by whole paths where ends of paths are the same. */
export function labelOf(configuration: Configuration): string {
  const paths = Object.keys(configuration);
  const ends = paths.map((path) => path.slice(path.lastIndexOf('.') + 1));
  const distinct = new Set(ends).size === ends.length;
  return Object.entries(configuration)
    .map(([path, value], i) => `${distinct ? ends[i] : path}=${textOf(value)}`)
    .join(', ');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null');
}
