import type { Laboratory, LinesData, Size } from '@pomdp-gym/reproduction';
import { mean, quantiles } from '@pomdp-gym/statistics';
import { controllerAscents } from './controller-ascents.js';
import type { MemoryOptions } from './memory-options.js';
import { optimumBracket } from './optimum-bracket.js';
import type { MemoryProblem } from './problems.js';
import { sampledAscents } from './sampled-ascents.js';
import { samplingOf } from './sampling.js';

export interface Scale {
  readonly seeds: number;
  /** Gradients a seed, at most. */
  readonly gradients: number;
  /** The most nodes that are tried. */
  readonly nodes: number;
  /** Seconds of a gradient at 4 nodes, at most: slower problems are left out. */
  readonly seconds: number;
  /** Backups of the solver. */
  readonly work: number;
  /** Whether controllers climb from samples too, from how many starts, and what part of their gradients each takes. */
  readonly samples: { readonly seeds: number; readonly part: number } | null;
}

export function scaleOf(size: Size, { seeds, samples }: Pick<MemoryOptions, 'seeds' | 'samples'>): Scale {
  const sampled = (most: number, part: number) => (samples ? { seeds: Math.min(most, seeds), part } : null);
  return size === 'full'
    ? { seeds, gradients: 5000, nodes: Infinity, seconds: Infinity, work: 5000, samples: sampled(10, 1) }
    : {
        seeds: Math.min(3, seeds),
        gradients: 200,
        nodes: 4,
        seconds: 0.1,
        work: 500,
        samples: sampled(2, 0.1),
      };
}

/** What ascents start from, and how they climb. */
export const method = {
  stay: 4,
  longestMove: 0.03,
  /** An ascent ends where so many moves in a row gain less than this part of the value. */
  iterates: 6,
  gain: 1e-7,
};

/** The start from the policy graph of SARSOP after so many backups, cut down to its most visited nodes and softened. */
export const warmStart = { nodes: 12, temperature: 0.25, work: 2000 };

/** The whole distribution of the ends of ascents. */
export interface Distribution {
  readonly mean: number;
  /** Least, quartiles, greatest. */
  readonly quartiles: readonly number[];
  readonly values: readonly number[];
  /** Gradients of an ascent, in the mean. */
  readonly gradients: number;
}

/** The ends of ascents from samples. */
export interface SampledEnds extends Omit<Distribution, 'gradients'> {
  readonly nodes: number;
  /** Steps of an ascent, in the mean. */
  readonly steps: number;
}

/** What is known of one problem. */
export class MemoryValues {
  readonly nodes: readonly number[];
  readonly seeds: number;
  private readonly ascents: ReadonlyMap<
    number,
    LinesData<{ readonly value: number; readonly gradients: number }>
  >;
  private readonly sampledAscents: LinesData<{ readonly value: number; readonly steps: number }> | undefined;
  private readonly warmAscent: LinesData<{ readonly value: number }> | undefined;
  private readonly solved: LinesData<{ readonly lower: number; readonly upper: number }>;

  constructor(
    readonly problem: MemoryProblem,
    scale: Scale,
    laboratory: Laboratory,
  ) {
    const { name, settings, seconds } = problem;
    this.nodes = problem.nodes.filter((nodes) => nodes <= scale.nodes);
    this.seeds = Math.min(scale.seeds, problem.seeds ?? Infinity);
    const dataOf = (nodes: number) =>
      laboratory.replicates(
        `memory-${name}-${nodes}`,
        seconds * 100 * (nodes / 4) ** 2,
        controllerAscents,
        { problem: settings, warm: null, ...ascentSettings({ nodes, stay: method.stay }, scale.gradients) },
        this.seeds,
      );
    this.ascents = new Map(this.nodes.map((nodes) => [nodes, dataOf(nodes)]));
    if (problem.search) {
      const { nodes, temperature, work } = warmStart;
      const warmed = {
        problem: settings,
        warm: { work, nodes },
        ...ascentSettings({ temperature }, scale.gradients),
      };
      this.warmAscent = laboratory.replicates(
        `memory-${name}-warm`,
        200 * seconds,
        controllerAscents,
        warmed,
        1,
      );
    }
    if (problem.reported && scale.samples) this.sampledAscents = this.sample(scale.samples, laboratory);
    const bracket = { problem: settings, work: scale.work, precision: 1e-3 };
    this.solved = laboratory.replicates(`memory-${name}-bracket`, 60, optimumBracket, bracket, 1);
  }

  get data() {
    const more = [this.warmAscent, this.sampledAscents].filter((each) => each !== undefined);
    return [...this.ascents.values(), ...more, this.solved];
  }

  /** Between which bounds the solver has the optimum. */
  get bracket(): { readonly lower: number; readonly upper: number } {
    return this.solved.lines()[0]!;
  }

  /** The value of the ascent from a solver's graph, where one was made. */
  get warm(): number | undefined {
    return this.warmAscent?.lines()[0]!.value;
  }

  of(nodes: number): Distribution | undefined {
    const lines = this.ascents.get(nodes)?.lines();
    if (!lines) return undefined;
    return { ...spread(lines), gradients: mean(lines.map(({ gradients }) => gradients)) };
  }

  /** What controllers of as many nodes as are tried come to from samples, where they climb so. */
  get sampled(): SampledEnds | undefined {
    const lines = this.sampledAscents?.lines();
    if (!lines) return undefined;
    return { ...spread(lines), nodes: this.nodes.at(-1)!, steps: mean(lines.map(({ steps }) => steps)) };
  }

  private sample({ seeds, part }: NonNullable<Scale['samples']>, laboratory: Laboratory) {
    const { name, settings, sampling } = this.problem;
    const { steps, gradients, estimator, optimizer } = samplingOf(sampling);
    const nodes = this.nodes.at(-1)!;
    const iterations = Math.ceil(part * gradients);
    return laboratory.replicates(
      `memory-${name}-${nodes}-samples`,
      (iterations * steps) / 1e6,
      sampledAscents,
      {
        problem: settings,
        controller: { nodes, stay: method.stay },
        estimator: { ...estimator },
        optimizer: { ...optimizer, iterations },
        steps,
      },
      seeds,
    );
  }

  /** The best end of all, and the nodes that it took. */
  get best(): { readonly value: number; readonly nodes: number } {
    const ends = this.nodes.map((nodes) => ({ nodes, value: this.of(nodes)!.values.at(-1)! }));
    return ends.reduce((most, each) => (each.value > most.value ? each : most));
  }
}

function spread(lines: readonly { readonly value: number }[]): Omit<Distribution, 'gradients'> {
  const values = lines.map(({ value }) => value).sort((a, b) => a - b);
  return { mean: mean(values), quartiles: quantiles(values, [0, 0.25, 0.5, 0.75, 1]), values };
}

function ascentSettings(controller: object, gradients: number) {
  const { longestMove, iterates, gain } = method;
  const search = { step: 'search', longestMove, iterations: gradients };
  return {
    controller: { ...controller },
    optimizer: { optimizer: { id: 'natural-gradient', options: search }, iterates, gain },
  };
}
