import { InputError, type Random } from '@pomdp-gym/contracts';
import type { Replicates } from '../replicates.js';
import { SplitSums } from './split-sums.js';

export interface AdaStopSettings {
  readonly agents: readonly string[];
  /** n: the seeds of an agent in a stage. */
  readonly seeds: number;
  /** K: the most stages. */
  readonly stages: number;
  /** α, the family-wise error: .05 by default. */
  readonly level?: number;
  /** B: the most sequences of permutations; 10,000 by default. */
  readonly permutations?: number;
  /** Draws permutations where there are more than that. */
  readonly random: Random;
  /**
   * Carries a permutation on where its largest statistic over all pairs that the stage began with is within the boundary of those
   * that it ended with. The published decisions on the walkers need this rule, and it loses the level: where some agents differ,
   * equal ones are called different far too often (decision record 0026). By default only undecided pairs count.
   */
  readonly asPublished?: true;
}

/** What is decided of two agents: `better` where the first is. */
export type PairOutcome = 'better' | 'worse' | 'equal' | 'open';

export interface PairDecision {
  readonly first: string;
  readonly second: string;
  /** `equal` where all stages left it undecided; `open` before the last stage, and where one of them was withdrawn. */
  readonly outcome: PairOutcome;
  /** The stage it was decided after, counted from 1; null while it is open. */
  readonly stage: number | null;
}

/** Sums that differ by no more than this part of them differ by rounding. */
const ROUNDING = 1e-9;

/**
 * AdaStop (Mathieu, Della Vecchia, Shilova, Centa de Medeiros, Kohler, Maillard and Preux, "AdaStop: adaptive statistical testing for
 * sound comparisons of deep RL agents", TMLR 2024): a sequential permutation test of all pairs of agents, with family-wise error at most α, step-down
 * within each stage. Call `addStage` with n fresh seeds of every agent in `competing` until that is empty.
 */
export class AdaStop {
  private readonly pairs: { first: string; second: string; outcome: PairOutcome; stage: number | null }[];
  private readonly sums: SplitSums;
  private readonly seen = new Map<string, Set<number>>();
  private readonly withdrawn = new Set<string>();
  private stage = 0;
  private spent = 0;

  constructor(private readonly settings: AdaStopSettings) {
    const { agents, seeds, permutations = 10_000, random } = settings;
    requireSettings(settings);
    this.pairs = agents.flatMap((first, i) =>
      agents.slice(i + 1).map((second) => ({ first, second, outcome: 'open' as const, stage: null })),
    );
    this.sums = new SplitSums(this.pairs.length, seeds, permutations, random);
    for (const agent of agents) this.seen.set(agent, new Set());
  }

  /** The agents of undecided pairs, which need another stage. */
  get competing(): string[] {
    const open = this.openPairs().flatMap((pair) => [this.pairs[pair]!.first, this.pairs[pair]!.second]);
    return this.settings.agents.filter((agent) => open.includes(agent));
  }

  /** Every pair, in the order of the agents. */
  get decisions(): readonly PairDecision[] {
    return this.pairs.map((pair) => ({ ...pair }));
  }

  /** How many seeds each agent has run. */
  get seedsUsed(): ReadonlyMap<string, number> {
    return new Map([...this.seen].map(([agent, seeds]) => [agent, seeds.size]));
  }

  /**
   * Takes the runs of the next stage, and decides what they decide. Throws an InputError where a competing agent is missing,
   * has another number of seeds, or a seed of an earlier stage.
   */
  addStage(runs: ReadonlyMap<string, Replicates>): void {
    for (const agent of this.competing) this.requireFresh(agent, runs.get(agent));
    this.sums.extend(this.pairs.map((_, pair) => this.runsOf(pair, runs)));
    this.stage++;
    this.decide();
    if (this.stage < this.settings.stages) return;
    for (const pair of this.openPairs()) this.settle(pair, 'equal');
  }

  /** Takes an agent out whose runs cannot go on, as where one failed: its undecided pairs stay open. */
  withdraw(agent: string): void {
    this.withdrawn.add(agent);
  }

  private requireFresh(agent: string, runs: Replicates | undefined): void {
    const { seeds } = this.settings;
    if (runs?.size !== seeds)
      throw new InputError(`AdaStop takes ${seeds} seeds of ${agent} a stage, not ${runs?.size ?? 0}.`);
    const seen = this.seen.get(agent)!;
    for (const seed of runs.seeds) {
      if (seen.has(seed))
        throw new InputError(`Seed ${seed} of ${agent} was in an earlier stage: give fresh seeds.`);
      seen.add(seed);
    }
  }

  /** The runs of a pair, less one of them, which changes no signed sum and leaves none where all are equal; 0 once it is decided. */
  private runsOf(pair: number, runs: ReadonlyMap<string, Replicates>): Float64Array {
    if (!this.isOpen(pair)) return new Float64Array(2 * this.settings.seeds);
    const { first, second } = this.pairs[pair]!;
    const scores = [...runs.get(first)!.scores, ...runs.get(second)!.scores];
    return Float64Array.from(scores, (score) => score - scores[0]!);
  }

  /** Decides pairs, the largest difference first, while it exceeds the boundary of those that are left. */
  private decide(): void {
    const begun = this.openPairs();
    let [open, largest, boundary] = this.boundaryOf(begun);
    while (exceeds(largest[0]!, boundary)) {
      this.settle(this.widest(open));
      [open, largest, boundary] = this.boundaryOf(this.openPairs());
    }
    const above = largest.filter((size) => exceeds(size, boundary)).length;
    this.spent += this.sums.probability(above);
    const carried = this.settings.asPublished ? this.sums.largest(begun) : largest;
    this.sums.keep((sequence) => sequence === 0 || !exceeds(carried[sequence]!, boundary));
  }

  /** The largest sums over some pairs, and the least boundary above which lies no more than the level by this stage. */
  private boundaryOf(pairs: number[]): [pairs: number[], largest: Float64Array, boundary: number] {
    const { level = 0.05, stages } = this.settings;
    const largest = this.sums.largest(pairs);
    const share = (level * this.stage) / stages - this.spent;
    const descending = largest.toSorted().reverse();
    const allowed = descending.findIndex((_, above) => this.sums.probability(above + 1) > share + ROUNDING);
    return [pairs, largest, descending[allowed] ?? Infinity];
  }

  private openPairs(): number[] {
    return this.pairs.map((_, pair) => pair).filter((pair) => this.isOpen(pair));
  }

  private isOpen(pair: number): boolean {
    const { first, second, outcome } = this.pairs[pair]!;
    return outcome === 'open' && !this.withdrawn.has(first) && !this.withdrawn.has(second);
  }

  private widest(open: readonly number[]): number {
    const size = (pair: number) => Math.abs(this.sums.observed(pair));
    return open.reduce((widest, pair) => (size(pair) > size(widest) ? pair : widest));
  }

  private settle(pair: number, outcome?: 'equal'): void {
    const settled = this.pairs[pair]!;
    settled.outcome = outcome ?? (this.sums.observed(pair) > 0 ? 'better' : 'worse');
    settled.stage = this.stage;
  }
}

function exceeds(size: number, boundary: number): boolean {
  return size > boundary * (1 + ROUNDING);
}

function requireSettings({
  agents,
  seeds,
  stages,
  level = 0.05,
  permutations = 10_000,
}: AdaStopSettings): void {
  if (new Set(agents).size < agents.length)
    throw new InputError('AdaStop takes agents with different names.');
  for (const [name, count] of Object.entries({ seeds, stages, permutations }))
    if (!(Number.isSafeInteger(count) && count >= 1))
      throw new InputError(`AdaStop takes a whole number of ${name} of at least 1, not ${count}.`);
  if (!(level > 0 && level < 1))
    throw new InputError(`The level of AdaStop lies between 0 and 1; ${level} does not.`);
}
