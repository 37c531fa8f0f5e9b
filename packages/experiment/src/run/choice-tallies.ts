import type { RunEvent } from '@pomdp-gym/contracts';
import { z } from 'zod';

const tally = z.strictObject({
  estimates: z.int(),
  /** T of all of them together. */
  steps: z.number(),
  /** The least and the greatest β. */
  betas: z.tuple([z.number(), z.number()]),
  /** How many paths ended for each reason. */
  reasons: z.record(z.string(), z.int()),
});

type ChoiceTally = z.infer<typeof tally>;

/** What an estimator chose in a run: for the directions of iterates, and for the probes of line searches. */
export const choiceTallies = z.strictObject({ iterate: tally.optional(), probe: tally.optional() });

export type ChoiceTallies = Readonly<z.infer<typeof choiceTallies>>;

/** The tallies with the choice of one more point, if it has one. */
export function tallied(
  tallies: ChoiceTallies,
  { kind, choice }: Extract<RunEvent, { readonly kind: 'start' | 'iterate' | 'probe' }>,
): ChoiceTallies {
  if (!choice || kind === 'start') return tallies;
  const { beta, steps, reason } = choice;
  const before: ChoiceTally = tallies[kind] ?? { estimates: 0, steps: 0, betas: [beta, beta], reasons: {} };
  const [least, greatest] = before.betas;
  const reasons =
    reason === undefined
      ? before.reasons
      : { ...before.reasons, [reason]: (before.reasons[reason] ?? 0) + 1 };
  return {
    ...tallies,
    [kind]: {
      estimates: before.estimates + 1,
      steps: before.steps + steps,
      betas: [Math.min(least, beta), Math.max(greatest, beta)],
      reasons,
    },
  };
}
