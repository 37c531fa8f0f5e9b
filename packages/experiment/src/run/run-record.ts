import { z } from 'zod';
import { choiceTallies } from './choice-tallies.js';
import type { RunState } from './run-state.js';
import type { RunDescription } from '@pomdp-gym/contracts';

/** A solver's bounds, infinite ones as null. */
const bounds = z.strictObject({ lower: z.number().nullable(), upper: z.number().nullable() }).nullable();

/** A line of results: what came out of one run. Depends on the run's description alone, to the bit. */
export const runRecordSchema = z.strictObject({
  /** The run's number in its study. */
  run: z.int().min(0),
  environment: z.string(),
  agent: z.string(),
  seed: z.int().min(0),
  status: z.enum(['finished', 'failed', 'timed out']),
  /** η of the final policy; null in a run that failed. */
  averageReward: z.number().nullable(),
  exact: z.boolean(),
  /** Half the width of the 95 % interval of an estimated η; null where it is not known. */
  halfWidth: z.number().nullable(),
  evaluationSteps: z.int(),
  /** Why that interval may be too narrow, or is not known. */
  caution: z.string().optional(),
  /** The value of the start, where the study asks for it; exact, or a mean of `episodes` episodes with its interval. */
  discounted: z
    .strictObject({
      discount: z.number(),
      value: z.number(),
      exact: z.boolean(),
      halfWidth: z.number(),
      episodes: z.int(),
    })
    .optional(),
  /** The return and the length of an episode, where the study asks for them: null where an episode does not end. */
  episode: z
    .strictObject({
      discount: z.number(),
      return: z.number().nullable(),
      length: z.number().nullable(),
      exact: z.boolean(),
      halfWidths: z.strictObject({ return: z.number().nullable(), length: z.number().nullable() }),
      episodes: z.int(),
      problem: z.string().optional(),
    })
    .optional(),
  /** Why there is no exact value, where the policy's table is no account of what it does. */
  refusal: z.string().optional(),
  /** How what is measured differs from what the agent climbs. */
  mismatch: z.string().optional(),
  /** η over η*, where the optimum is known and above 0. */
  fractionOfOptimum: z.number().nullable(),
  /** Steps used to learn. */
  steps: z.int(),
  /** `budget`, `episodes`, `seconds`, `finished`, or the agent's own reason in a phrase; null in a run that failed. */
  ended: z.string().nullable(),
  /** The look at the clock at which a limit of seconds ended it, by which it is repeated. */
  look: z.int().optional(),
  /** Whether the last θ differs from the first; null where the policy has none. */
  moved: z.boolean().nullable(),
  iterates: z.int(),
  probes: z.int(),
  /** β, T and reasons as an estimator chose them, where it did. */
  choices: choiceTallies.optional(),
  /** θ of the final policy, where it has one. */
  theta: z.array(z.number()).nullable(),
  /** [steps, η] along the way. */
  curve: z.array(z.tuple([z.number(), z.number()])),
  bounds,
  error: z.string().nullable(),
  /** Where a run that failed was thrown out of its plugin, a frame a line. */
  stack: z.string().optional(),
  /** Seconds of silence after which a run was ended that timed out. */
  patience: z.number().optional(),
  /** How many events it had, and the head of the chain of their digests. */
  events: z.strictObject({ count: z.int(), chain: z.string() }).optional(),
  /** What it ran on. */
  versions: z.record(z.string(), z.string()).optional(),
});

export type RunRecord = z.infer<typeof runRecordSchema>;

/** The line that a run leaves, from the state it ended in. */
export function recordOf(
  run: number,
  { environment, agent, seed, patience }: RunDescription,
  state: RunState,
  events?: RunRecord['events'],
): RunRecord {
  const { evaluation, optimum } = state;
  const averageReward = evaluation?.averageReward ?? null;
  return {
    run,
    environment: environment.name,
    agent: agent.name,
    seed,
    status: evaluation ? 'finished' : state.timedOut ? 'timed out' : 'failed',
    averageReward,
    exact: evaluation?.exact ?? false,
    halfWidth: evaluation?.halfWidth ?? null,
    evaluationSteps: evaluation?.evaluationSteps ?? 0,
    ...(evaluation?.caution !== undefined && { caution: evaluation.caution }),
    ...(evaluation?.discounted && { discounted: evaluation.discounted }),
    ...(evaluation?.episode && { episode: evaluation.episode }),
    ...(evaluation?.refusal !== undefined && { refusal: evaluation.refusal }),
    ...(evaluation?.mismatch !== undefined && { mismatch: evaluation.mismatch }),
    fractionOfOptimum:
      averageReward !== null && optimum !== null && optimum > 0 ? averageReward / optimum : null,
    steps: state.steps,
    ended: state.ended,
    ...(state.look !== null && { look: state.look }),
    moved: movedBetween(state.start, state.theta),
    iterates: state.iterates,
    probes: state.probes,
    ...(Object.keys(state.choices).length > 0 && { choices: state.choices }),
    theta: state.theta?.every(Number.isFinite) ? [...state.theta] : null,
    curve: state.curve.filter(([, eta]) => Number.isFinite(eta)).map(([steps, eta]) => [steps, eta]),
    bounds: state.bounds && { lower: finite(state.bounds.lower), upper: finite(state.bounds.upper) },
    error: state.error,
    ...(state.stack !== null && { stack: state.stack }),
    ...(state.timedOut && { patience }),
    ...(events && { events }),
  };
}

function movedBetween(start: RunState['start'], theta: RunState['theta']): boolean | null {
  return start && theta && theta.some((value, k) => value !== start[k]);
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
