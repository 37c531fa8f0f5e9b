import type { Problem } from './model-variance.js';

/** One policy on one model of the zoo. */
export interface ZooProblem {
  /** Its model; problems of one model are no independent evidence. */
  readonly model: string;
  readonly family: string;
  readonly problem: Problem;
}

/** The models on which hypotheses were formed, and those that were kept for the decision. */
export type Half = 'formation' | 'held-out';

type Options = Readonly<Record<string, number>>;

/** Garnet families: what sets each apart from the plain one. Those of both halves, and one that only decides. */
const families: readonly (readonly [name: string, options: Options])[] = [
  ['plain', {}],
  ['lazy', { laziness: 0.7 }],
  ['teleporting', { teleport: 0.3 }],
  ['aliased', { observations: 2 }],
  ['seen', { observations: 10 }],
  ['noisy', { observationNoise: 0.4 }],
  ['choices', { actions: 5 }],
];

const garnets = {
  formation: { families, sizes: [10, 20], seeds: [1, 2, 3, 4, 5] },
  'held-out': {
    families: [...families, ['branching', { branching: 5 }] as const],
    sizes: [14, 25],
    seeds: [101, 102, 103, 104, 105, 106],
  },
};

/** Seeds of θ: several for a model that is built in, the first for a random one. */
const thetas = { formation: [0, 1, 2], 'held-out': [100, 101, 102] };

const builtIn: Readonly<Record<Half, readonly (readonly [id: string, options?: Options])[]>> = {
  formation: [
    ['ThreeState-v0'],
    ['Tiger-v0'],
    ['LoadUnload-v0'],
    ['CheeseMaze-v0'],
    ['TMaze-v0', { length: 4 }],
    ['SlipperyGrid-v0'],
  ],
  'held-out': [
    ['FourByThree-v0'],
    ['Shuttle-v0'],
    ['HeavenHell-v0'],
    ['RockSample-v0', { n: 3, k: 2 }],
    ['TMaze-v0', { length: 8 }],
    ['Tiger-v0', { accuracy: 0.7 }],
    ['LoadUnload-v0', { length: 7 }],
  ],
};

/** The problems of one half of the zoo. */
export function problemsOf(half: Half): readonly ZooProblem[] {
  const seeds = thetas[half];
  const shipped = builtIn[half].flatMap(([id, options = {}]) =>
    seeds.map((seed) => zooProblem(nameOf(id, options), 'built in', { id, options: { ...options } }, seed)),
  );
  return [...shipped, ...garnetProblems(half)];
}

function garnetProblems(half: Half): ZooProblem[] {
  const { families: chosen, sizes, seeds } = garnets[half];
  return chosen.flatMap(([family, own]) =>
    sizes.flatMap((states) =>
      seeds.map((layoutSeed) => {
        const environment = { id: 'Garnet-v0', options: { states, ...own, layoutSeed } };
        return zooProblem(
          `Garnet ${family} ${states}, ${layoutSeed}`,
          `Garnet ${family}`,
          environment,
          thetas[half][0]!,
        );
      }),
    ),
  );
}

function zooProblem(
  model: string,
  family: string,
  environment: Problem['environment'],
  seed: number,
): ZooProblem {
  return { model, family, problem: { environment, seed } };
}

function nameOf(id: string, options: Options): string {
  const written = Object.entries(options).map(([name, value]) => `${name}=${value}`);
  return written.length > 0 ? `${id}:${written.join(',')}` : id;
}
