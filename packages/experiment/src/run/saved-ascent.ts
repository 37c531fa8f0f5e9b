import { z } from 'zod';

/** Where an ascent stands at an iterate. Plain data; with the description of the run, all that follows depends on it alone. */
export const savedAscent = z.strictObject({
  /** θ of the iterate. */
  theta: z.array(z.number()),
  /** Steps taken. */
  steps: z.int().min(0),
  /** Steps after which η is computed next. */
  nextReward: z.number(),
  /** What the optimizer, GRAD and the limits save. */
  optimizer: z.unknown(),
  grad: z.unknown(),
  limits: z.strictObject({ episodes: z.int().min(0), looks: z.int().min(0) }),
});

export type SavedAscent = z.infer<typeof savedAscent>;

/** Where an ascent begins that was stopped, and who keeps where it stands. */
export interface AscentCheckpoints {
  readonly from?: SavedAscent | undefined;
  /**
   * Called at each iterate from which the ascent could go on.
   *
   * @param save returns where it stands. It is called at once, if at all.
   */
  at(save: () => SavedAscent): void;
}
