/** What a line of results holds besides its names. */
export const emptyRecord = {
  ...{
    run: 0,
    seed: 1,
    status: 'finished',
    averageReward: -1,
    exact: true,
    halfWidth: 0,
    evaluationSteps: 0,
  },
  ...{
    fractionOfOptimum: null,
    steps: 0,
    ended: 'finished',
    moved: null,
    iterates: 0,
    probes: 0,
    theta: null,
  },
  ...{ curve: [], bounds: null, error: null },
};
