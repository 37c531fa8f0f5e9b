import type { DiscreteSpace, Space } from '@pomdp-gym/contracts';
import { z } from 'zod';

const discrete: z.ZodType<DiscreteSpace> = z
  .object({
    kind: z.literal('discrete'),
    size: z
      .int()
      .min(1)
      .max(2 ** 31 - 1),
    labels: z.array(z.string()).optional(),
    features: z.array(z.array(z.number())).optional(),
    get factors() {
      return z.array(discrete).optional();
    },
  })
  .transform(({ labels, features, factors, ...rest }) => ({
    ...rest,
    ...(labels && { labels }),
    ...(features && { features }),
    ...(factors && { factors }),
  }));

const bounds = (infinite: number) =>
  z
    .array(
      z
        .number()
        .nullable()
        .transform((value) => value ?? infinite),
    )
    .min(1);

const box = z
  .object({
    kind: z.literal('box'),
    low: bounds(-Infinity),
    high: bounds(Infinity),
    outside: z.enum(['clipped', 'refused']).optional(),
  })
  .refine(({ low, high }) => low.length === high.length, 'low and high must have one number each a component')
  .transform(({ outside, ...rest }) => ({ ...rest, ...(outside && { outside }) }));

/** A space in JSON: as `Space` has it, but that an infinite bound is null. */
export const spaceJson: z.ZodType<Space> = z.union([discrete, box]);

/** A space as JSON has it. */
export function spaceToJson(space: Space): object {
  if (space.kind === 'discrete') return space;
  const { low, high, ...rest } = space;
  return { ...rest, low: low.map(finiteOrNull), high: high.map(finiteOrNull) };
}

function finiteOrNull(bound: number): number | null {
  return Number.isFinite(bound) ? bound : null;
}
