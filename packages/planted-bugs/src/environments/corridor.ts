import type { Environment, Random, Space, StepResult } from '@pomdp-gym/contracts';

/** How many cells there are. The courier starts in the middle one. */
export const CELLS = 5;
export const [LEFT, RIGHT] = [0, 1];
const SLIP = 0.2;
const BLUR = 0.1;

/**
 * A courier in a dark corridor of five cells: left, right, wait. A step slips with .2, and one time in ten the courier takes a
 * cell for the next one. The right end pays 3 and the left end costs 2; both end the episode, or lead back to the middle where
 * the task goes on. A sound simulator by hand, without a model; each part of it is open to a bug.
 */
export class Corridor implements Environment {
  readonly observationSpace: Space = { kind: 'discrete', size: CELLS };
  readonly actionSpace: Space = { kind: 'discrete', size: 3 };
  protected random: Random | undefined;
  protected cell = -1;

  constructor(readonly task: Environment['task'] = 'episodic') {}

  reset(random: Random): number | Float64Array {
    this.random = random;
    this.cell = Math.floor(CELLS / 2);
    return this.observed();
  }

  step(action: number): StepResult {
    if (this.cell < 0) throw new Error('The episode is over: call reset.');
    const from = this.cell;
    this.cell = this.moved(action);
    const result: StepResult = {
      observation: this.observed(),
      reward: this.paid(from, action),
      ending: this.ending(),
    };
    this.goOn();
    return result;
  }

  protected moved(action: number): number {
    if (this.uniform() < SLIP) return this.cell;
    return this.cell + (action === LEFT ? -1 : action === RIGHT ? 1 : 0);
  }

  protected observed(): number | Float64Array {
    return this.uniform() < BLUR ? (this.cell + 1) % CELLS : this.cell;
  }

  protected paid(_from: number, action: number): number {
    return (this.cell === CELLS - 1 ? 3 : this.cell === 0 ? -2 : 0) - (action > RIGHT ? 0 : 0.1);
  }

  protected atEnd(): boolean {
    return this.cell === 0 || this.cell === CELLS - 1;
  }

  protected ending(): StepResult['ending'] {
    return this.atEnd() && this.task === 'episodic' ? 'terminated' : 'none';
  }

  /** Leaves the end of the corridor: for good, or for the middle. */
  protected goOn(): void {
    if (this.atEnd()) this.cell = this.task === 'episodic' ? -1 : Math.floor(CELLS / 2);
  }

  protected uniform(): number {
    if (!this.random) throw new Error('Call reset first.');
    return this.random.uniform();
  }
}
