import { produce } from 'immer';
import type { EndReason, Evaluation, RunEvent } from '@pomdp-gym/contracts';
import { type ChoiceTallies, tallied } from './choice-tallies.js';

/** Where a run stands. Plain JSON; no typed array ever enters it. */
export interface RunState {
  readonly status: 'waiting' | 'running' | 'finished' | 'failed';
  readonly steps: number;
  readonly optimum: number | null;
  /** What the estimator chose for directions and for line searches, where it did. */
  readonly choices: ChoiceTallies;
  readonly iterates: number;
  readonly probes: number;
  /** θ_0 */
  readonly start: readonly number[] | null;
  /** θ of the last iterate. */
  readonly theta: readonly number[] | null;
  /** [steps, η] along the iterates. */
  readonly curve: readonly (readonly [steps: number, averageReward: number])[];
  /** A solver's bounds. */
  readonly bounds: { readonly lower: number; readonly upper: number } | null;
  readonly ended: EndReason | null;
  /** The look at the clock at which a limit of seconds ended it. */
  readonly look: number | null;
  readonly evaluation: Evaluation | null;
  readonly error: string | null;
  readonly stack: string | null;
  /** Whether the run was ended because it gave no sign of progress. */
  readonly timedOut: boolean;
}

export const waiting: RunState = {
  status: 'waiting',
  steps: 0,
  optimum: null,
  choices: {},
  iterates: 0,
  probes: 0,
  start: null,
  theta: null,
  curve: [],
  bounds: null,
  ended: null,
  look: null,
  evaluation: null,
  error: null,
  stack: null,
  timedOut: false,
};

/** The state after an event. */
export const runState = produce((state, event: RunEvent) => {
  switch (event.kind) {
    case 'started':
      state.status = 'running';
      state.optimum = event.optimum;
      break;
    case 'probe':
      state.probes++;
      state.choices = tallied(state.choices, event);
      break;
    case 'start':
    case 'iterate':
      if (event.kind === 'iterate') state.iterates++;
      else state.start = event.theta && [...event.theta];
      state.theta = event.theta && [...event.theta];
      state.choices = tallied(state.choices, event);
      if (event.averageReward !== null) state.curve.push([event.steps, event.averageReward]);
      break;
    case 'progress':
      state.steps = event.steps;
      if (event.lower !== undefined && event.upper !== undefined) {
        state.bounds = { lower: event.lower, upper: event.upper };
      }
      break;
    case 'finished': {
      const { averageReward, exact, halfWidth, evaluationSteps } = event;
      const { caution, discounted, episode, refusal, mismatch } = event;
      if (refusal !== undefined) state.curve = []; // it rests on the table that is refused
      state.status = 'finished';
      state.steps = event.steps;
      state.ended = event.ended;
      state.look = event.look ?? null;
      state.evaluation = {
        ...{ averageReward, exact, halfWidth, evaluationSteps },
        ...(caution !== undefined && { caution }),
        ...(discounted && { discounted: { ...discounted } }),
        ...(episode && { episode: { ...episode, halfWidths: { ...episode.halfWidths } } }),
        ...(refusal !== undefined && { refusal }),
        ...(mismatch !== undefined && { mismatch }),
      };
      break;
    }
    case 'failed':
      state.status = 'failed';
      state.steps = event.steps;
      state.error = event.error;
      state.stack = event.stack ?? null;
      state.timedOut = event.timedOut === true;
  }
}) as (state: RunState, event: RunEvent) => RunState;
