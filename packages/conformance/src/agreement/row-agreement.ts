import type { Environment, FiniteModel, StepResult } from '@pomdp-gym/contracts';
import { ModelEnvironment } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { BrokenRule, demand } from '../check.js';
import { CoverageDriver } from './coverage-driver.js';
import { brokenRow, lackedEnding, wrongReward } from './disagreement.js';
import { everyCounts, type ModelCounts, modelCounts, soleEnding } from './model-counts.js';
import { paidReward } from './paid-reward.js';
import { type AgreementSettings, FALSE_ALARM_RATE } from './model-agreement.js';
import type { RowCounts } from './row-counts.js';
import type { TableName } from './visible-law.js';

/** An environment that shows tests its hidden state s_t, as an index of the model. */
export type StateRevealingEnvironment = Environment & { readonly state: number };

export function revealsState(environment: Environment): environment is StateRevealingEnvironment {
  return 'state' in environment && typeof environment.state === 'number';
}

/** How many of the rows that can be reached were visited so often that a change of 0.05 would have shown. */
export interface RowCoverage {
  readonly rows: number;
  readonly decided: number;
  readonly steps: number;
}

/** Steps before the first draw that differed whose rows are looked at first. */
const SUSPECTS = 4;
/** Of the steps that are allowed, one in so many may go by while every draw is alike: counts need far more visits. */
const TWIN_SHARE = 6;

/**
 * Throws a sentence if a simulator that shows its hidden state does not follow its model. Compares row by row.
 *
 * Actions lead to the rows that lack visits. While the simulator's samples equal, draw for draw, those of `ModelEnvironment`
 * with the same seed, 135 visits per row suffice: with probability 0.999 a row off by 0.05 gives another outcome in one of
 * them. After the first draw that differs, outcomes are counted: first of the rows drawn from just before, then of all.
 */
export function demandRowAgreement(
  environment: StateRevealingEnvironment,
  model: FiniteModel,
  settings: AgreementSettings,
): RowCoverage {
  return new RowTrial(environment, model, settings).run();
}

class RowTrial {
  private readonly counts: ModelCounts;
  private readonly every: readonly RowCounts[];
  private readonly driver: CoverageDriver;
  private readonly endings: readonly Int32Array[];
  private readonly random;
  private readonly twinRandom;
  private twin: ModelEnvironment | undefined;
  private readonly rate: number;
  private hasEnded = false;
  private readonly recent: (readonly [state: number, action: number, next: number])[] = [];

  constructor(
    private readonly environment: StateRevealingEnvironment,
    private readonly model: FiniteModel,
    private readonly settings: AgreementSettings,
  ) {
    const { seed = 1, falseAlarmRate = FALSE_ALARM_RATE } = settings;
    this.rate = falseAlarmRate;
    this.counts = modelCounts(model, falseAlarmRate);
    this.every = everyCounts(this.counts);
    this.driver = new CoverageDriver(model, this.counts);
    this.endings = model.transitions.map((table) =>
      Int32Array.from({ length: model.states }, (_, s) => soleEnding(model, table, s)),
    );
    this.random = randomStream(seed, 'agreement', 'environment');
    this.twinRandom = randomStream(seed, 'agreement', 'environment');
    this.twin = new ModelEnvironment(model);
    for (const counts of this.every) counts.want(() => 'twin');
  }

  run(): RowCoverage {
    const { steps } = this.settings;
    let alive = false;
    let suspecting = false;
    let step = 0;
    for (; step < (this.twin ? steps / TWIN_SHARE : steps); step++) {
      const alike = this.twin !== undefined;
      const action: number = alive ? this.driver.choose(this.environment.state) : -1;
      alive = action < 0 ? this.reset() : this.step(action);
      if (alike && !this.twin) suspecting = true;
      if (suspecting && (this.open === 0 || step >= steps / 2)) {
        suspecting = false;
        for (const counts of this.every) counts.want(() => 'all');
      }
      if (this.open === 0) break;
    }
    const rows = this.every.reduce((sum, { tested }) => sum + tested, 0);
    return { rows, decided: rows - this.open, steps: step };
  }

  private get open(): number {
    let sum = 0;
    for (const counts of this.every) sum += counts.open;
    return sum;
  }

  private reset(): true {
    const { environment, model, counts, twin } = this;
    const shown = environment.reset(this.random) as number;
    const { state } = environment;
    const alike = twin?.reset(this.twinRandom) === shown && twin.state === state;
    this.count(counts.start, 'start', 0, 0, state);
    if (counts.first) this.count(counts.first, 'first observation', 0, state, shown);
    else
      demand(
        shown === model.observations,
        () => `An episode began with observation ${shown}; the model shows nothing before the first action.`,
      );
    if (twin && !alike) this.suspect(state);
    return true;
  }

  /** Returns whether the episode goes on. */
  private step(action: number): boolean {
    const { environment, model } = this;
    const { state } = environment;
    const result = environment.step(action);
    const ended = result.ending !== 'none';
    if (ended) this.hasEnded = true;
    try {
      this.compare(state, action, result);
    } catch (error) {
      if (this.hasEnded || !(error instanceof BrokenRule)) throw error;
      throw new BrokenRule(error.message + lackedEnding(model, state, action));
    }
    return !ended;
  }

  private compare(state: number, action: number, result: StepResult): void {
    const { environment, model, twin } = this;
    const after = environment.state;
    const ended = result.ending !== 'none';
    const told = ended || (Number.isInteger(after) && after >= 0);
    const next = ended ? this.endings[action]![state]! : after;
    if (twin) this.recent.push([state, action, next]);
    if (this.recent.length > SUSPECTS) this.recent.shift();
    if (told)
      this.count(this.counts.transitions[action]!, 'transition', action, state, ended ? model.states : after);
    if (told && next >= 0) this.see(state, action, next, result);
    if (twin && !(sameStep(twin.step(action), result) && (ended || twin.state === after)))
      this.suspect(state);
  }

  private see(state: number, action: number, next: number, { observation, reward }: StepResult): void {
    const seen = observation as number;
    this.count(this.counts.observationTables[action]!, 'observation', action, next, seen);
    const paid = paidReward(this.model, { state, action, next, observation: seen });
    if (!(Math.abs(paid - reward) <= 1e-9 * (1 + Math.abs(paid))))
      throw new BrokenRule(wrongReward(this.model, { state, action, next, observation: seen }, reward, paid));
  }

  private count(counts: RowCounts, table: TableName, action: number, row: number, column: number): void {
    const broken = counts.add(row, column);
    if (broken) throw new BrokenRule(brokenRow(this.model, table, action, broken, this.rate));
  }

  /** From the first draw that differs on, the twin has nothing to say. */
  private suspect(started: number): void {
    const { counts, recent } = this;
    this.twin = undefined;
    counts.start.want(() => 'all');
    counts.first?.want((s) => (s === started ? 'all' : 'nothing'));
    counts.transitions.forEach((table, u) =>
      table.want((s) => (recent.some(([from, by]) => from === s && by === u) ? 'all' : 'nothing')),
    );
    counts.observationTables.forEach((table, u) =>
      table.want((s) => (recent.some(([, by, to]) => to === s && by === u) ? 'all' : 'nothing')),
    );
  }
}

function sameStep(one: StepResult, other: StepResult): boolean {
  return (
    one.observation === other.observation &&
    Object.is(one.reward, other.reward) &&
    one.ending === other.ending
  );
}
