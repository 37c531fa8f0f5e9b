import { expect } from 'chai';
import { type ChoiceTallies, choiceTallies, tallied } from './choice-tallies.js';

const pointOf = (kind: 'start' | 'iterate' | 'probe', beta: number, steps: number, reason?: string) => ({
  kind,
  steps: 0,
  theta: null,
  averageReward: null,
  detail: {},
  choice: { beta, steps, squaredBias: 0, variance: 1, ...(reason !== undefined && { reason }) },
});

describe('The tallies of what an estimator chose', () => {
  it('count estimates, steps and reasons, and keep the range of β, for directions and line searches apart', () => {
    const points = [
      pointOf('iterate', 0.5, 240, 'direction right to 30°'),
      pointOf('probe', 0, 480, 'sign known'),
      pointOf('probe', 0.75, 960, 'sign known'),
      pointOf('probe', 0.5, 1000, 'all steps taken'),
      pointOf('iterate', 0.9, 100),
    ];
    const tallies = points.reduce<ChoiceTallies>(tallied, {});
    expect(tallies).to.deep.equal({
      iterate: { estimates: 2, steps: 340, betas: [0.5, 0.9], reasons: { 'direction right to 30°': 1 } },
      probe: {
        estimates: 3,
        steps: 2440,
        betas: [0, 0.75],
        reasons: { 'sign known': 2, 'all steps taken': 1 },
      },
    });
    expect(choiceTallies.parse(tallies)).to.deep.equal(tallies);
  });

  it('are left alone by points without a choice', () => {
    const { kind, steps, theta, averageReward, detail } = pointOf('iterate', 0, 1);
    expect(tallied({}, { kind, steps, theta, averageReward, detail })).to.deep.equal({});
  });
});
