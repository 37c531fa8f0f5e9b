import type { RunCheckpoint } from '../executors/run-checkpoint.js';

/** A checkpoint of a run after so many seconds. */
export const checkpointAt = (seconds: number): RunCheckpoint => ({
  ascent: {
    ...{ theta: [], steps: 0, nextReward: 0, optimizer: null, grad: null },
    limits: { episodes: 0, looks: 0 },
  },
  state: {
    ...{ optimum: null, choices: {}, iterates: 1, probes: 0, start: null, theta: null, curve: [], steps: 0 },
  },
  ...{ events: null, seconds },
});
