import { z } from 'zod';
import { mapping } from './mapping.js';

const MOST = 10_000;

const list = z
  .array(z.unknown(), { error: 'must be a list of values, or a range from … to' })
  .min(1, { error: 'must hold a value' });
const bound = z.number({ error: 'must be a number' });
const count = z
  .int({ error: 'must be a whole number of at least 1' })
  .min(1, { error: 'must be a whole number of at least 1' });
const ends = {
  from: bound,
  to: bound,
  scale: z.enum(['linear', 'log'], { error: 'must be linear or log' }).default('linear'),
  whole: z.boolean({ error: 'must be true or false' }).default(false),
};
const positive = {
  error: 'must begin and end above 0, as its scale is log',
};
const range = mapping('a list of values, or a mapping of from, to, scale and whole', ends).refine(
  ({ scale, from, to }) => scale === 'linear' || (from > 0 && to > 0),
  positive,
);
const spacedRange = mapping('a list of values, or a mapping of from, to, points, scale and whole', {
  ...ends,
  points: count,
}).refine(({ scale, from, to }) => scale === 'linear' || (from > 0 && to > 0), positive);

/** Between which values an option is drawn or spaced. */
export type Range = z.infer<typeof range>;

/** A list where one is written, else the other form, whose sentences a union would drop. */
function listOr<Form extends z.ZodType>(form: Form) {
  return z.unknown().transform((written, context): unknown[] | z.infer<Form> => {
    const { data, error } = Array.isArray(written) ? list.safeParse(written) : form.safeParse(written);
    if (!error) return data as unknown[] | z.infer<Form>;
    for (const issue of error.issues) context.addIssue({ ...issue });
    return z.NEVER;
  });
}

const paths = <Values extends z.ZodType>(values: Values) =>
  z.record(z.string(), values, { error: 'must be a mapping of paths, such as estimator.beta, to values' });

const forms = mapping('a mapping of grid, paired and random', {
  grid: paths(listOr(spacedRange)).default({}),
  paired: paths(list)
    .default({})
    .refine((lists) => new Set(Object.values(lists).map(({ length }) => length)).size < 2, {
      error: 'must hold lists of one length, whose values go side by side',
    }),
  random: mapping('a mapping of count, seed and over', {
    count,
    seed: z.int().min(0).default(1),
    over: paths(listOr(range)),
  }).optional(),
});

/** How the options of an agent or an environment are swept. */
export type Sweep = z.infer<typeof forms>;

export const sweepSchema = forms.refine((sweep) => sizeOf(sweep) <= MOST, {
  error: `makes more than ${MOST} configurations`,
});

function sizeOf({ grid, paired, random }: Sweep): number {
  const [pairs = [0]] = Object.values(paired);
  const points = Object.values(grid).map((values) => (Array.isArray(values) ? values.length : values.points));
  return points.reduce((product, each) => product * each, pairs.length * (random?.count ?? 1));
}
