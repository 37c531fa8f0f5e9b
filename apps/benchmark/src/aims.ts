/** A line of the table of aims: after so many CPU seconds the bounds should be at least this good. */
interface Aim {
  readonly problem: string;
  readonly seconds: number;
  /** What the reference solver had: APPL's pomdpsol, 2008, one thread. */
  readonly reference: readonly [lower: number, upper: number];
  readonly aim: readonly [lower: number, upper: number];
}

/** The problems that planners are compared on. */
export const aims: readonly Aim[] = [
  { problem: 'tiger.95.POMDP', seconds: 1, reference: [19.3711, 19.3721], aim: [19.3703, 19.3724] },
  { problem: 'RockSample_4_4.POMDP', seconds: 0.29, reference: [17.9245, 17.9255], aim: [17.9244, 17.9255] },
  { problem: 'hallway.POMDP', seconds: 10, reference: [0.972, 1.219], aim: [0.975, 1.21] },
  { problem: 'hallway2', seconds: 10, reference: [0.275, 0.927], aim: [0.28, 0.91] },
  { problem: 'rock-sample-5-5', seconds: 1, reference: [19.237, 21.51], aim: [19.2369, Infinity] },
  { problem: 'rock-sample-5-5', seconds: 10, reference: [19.237, 20.94], aim: [19.2369, 20.3] },
  { problem: 'RockSample_5_7.POMDP', seconds: 10, reference: [23.92, 27.73], aim: [24, 27.2] },
  { problem: 'rock-sample-7-8', seconds: 10, reference: [19.3, 25.7], aim: [21, 25] },
  { problem: 'rock-sample-7-8', seconds: 100, reference: [20.4, 25.2], aim: [21.17, 24.36] },
  { problem: 'tag', seconds: 10, reference: [-6.33, -1.39], aim: [-5.96, -2.4] },
  { problem: 'tag-placed', seconds: 10, reference: [-5.96, -2.4], aim: [-5.96, -2.4] },
];

/** Each problem once. */
export const AIMED_PROBLEMS: readonly string[] = [...new Set(aims.map(({ problem }) => problem))];
