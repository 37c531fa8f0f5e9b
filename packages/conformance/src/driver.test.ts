import type { Environment, FiniteModel, Random, StepResult } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
import { expect } from 'chai';
import { brokenRules, expectSound } from './broken-rules.test.support.js';
import { checksOfEnvironment, openRules } from './environment-spec.test.support.js';

const LATE = 'A step after an ending throws until the next reset.';

/** Ends after 60 times the action 1 in a row; one in 2⁶⁰ episodes of random actions is that lucky at once. */
class Patience implements Environment {
  readonly observationSpace = { kind: 'discrete', size: 2 } as const;
  readonly actionSpace = { kind: 'discrete', size: 2 } as const;
  readonly task = 'episodic';
  private random: Random | undefined;
  private inRow = 0;

  constructor(private readonly after: 'throws' | 'goes on' = 'throws') {}

  reset(random: Random): number {
    this.random = random;
    this.inRow = 0;
    return 0;
  }

  step(action: number): StepResult {
    if (!this.random || (this.inRow >= 60 && this.after === 'throws')) throw new Error('Call reset first.');
    this.inRow = action === 1 ? this.inRow + 1 : 0;
    const ending = this.inRow >= 60 ? 'terminated' : 'none';
    return { observation: Number(this.random.uniform() < 0.5), reward: action, ending };
  }
}

/** Says in its model that an ending is reached by the action 1 alone; the simulator ends on another rung, where it is given one. */
class Ladder implements Environment {
  readonly observationSpace = { kind: 'discrete', size: 2 } as const;
  readonly actionSpace = { kind: 'discrete', size: 2 } as const;
  readonly task = 'episodic';
  private random: Random | undefined;
  private rung = -1;

  constructor(private readonly rungs: number) {}

  model(): FiniteModel {
    return finiteModel({
      states: 31,
      actions: 2,
      observations: 2,
      transition: (rung, action) => [[action === 1 ? Math.min(30, rung + 1) : 0, 1]],
      observation: () => [
        [0, 0.5],
        [1, 0.5],
      ],
      initialObservation: () => [[0, 1]],
      reward: (_rung, action) => -action,
      start: [[0, 1]],
      terminal: (rung) => rung === 30,
    });
  }

  reset(random: Random): number {
    this.random = random;
    this.rung = 0;
    return 0;
  }

  step(action: number): StepResult {
    if (!this.random || this.rung < 0) throw new Error('Call reset first.');
    this.rung = action === 1 ? this.rung + 1 : 0;
    const ended = this.rung === this.rungs;
    if (ended) this.rung = -1;
    const observation = Number(this.random.uint32() % 2 === 1);
    return { observation, reward: action === 1 ? -1 : -0, ending: ended ? 'terminated' : 'none' };
  }
}

describe('A driver', () => {
  it('reaches the ending without which a rule is not decided', async () => {
    const open = await openRules(checksOfEnvironment(() => new Patience()));
    expect(open[LATE]).to.equal('No episode ended in 20,000 steps: give a driver that reaches an ending.');
    const driven = checksOfEnvironment(() => new Patience(), { driver: [1] });
    await expectSound(driven, 15);
    expect(await openRules(driven)).to.deep.equal({});
  });

  it('finds the step after an ending that does not throw', async () => {
    const broken = await brokenRules(checksOfEnvironment(() => new Patience('goes on'), { driver: () => 1 }));
    expect([...broken.keys()]).to.deep.equal([LATE]);
  });

  it('plays every other path where a model is compared with what is seen', async () => {
    const checks = (rungs: number, settings = {}) => checksOfEnvironment(() => new Ladder(rungs), settings);
    const lucky = await brokenRules(checks(31));
    expect([...lucky.keys()]).to.deep.equal([]);
    const broken = await brokenRules(checks(31, { driver: [1] }));
    expect([...broken.values()].join()).to.include(
      "The model ends the episode there, and the simulator goes on: return ending: 'terminated'.",
    );
    await expectSound(checks(30, { driver: [1] }), 18);
  });

  it('is refused where it chooses what is no action', async () => {
    const broken = await brokenRules(checksOfEnvironment(() => new Patience(), { driver: [1, 0, 5] }));
    expect([...broken.values()]).to.deep.equal([
      'Action 2 of the driver in the settings is no action: 5 is not one of 0 to 1.',
    ]);
  });
});
