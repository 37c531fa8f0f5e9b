import {
  type Agent,
  type EvaluationSettings,
  InputError,
  type Metric,
  type PartKind,
  partKinds,
  type Reference,
  type RunLimits,
  type StudyEnvironment,
} from '@pomdp-gym/contracts';
import { type RefinementCtx, z } from 'zod';
import { parseEnvironment } from './environment-reference.js';
import { mapping } from './mapping.js';
import { formatReference, isRecipeText, parseRecipeText, parseReference } from './reference.js';
import type { Study } from './study.js';

// Messages go on from the name of what they are about: `budget` + `must be …`.

const whole = (least: number) => {
  const error = `must be a whole number of at least ${least}`;
  return z.int({ error }).min(least, { error });
};
const scale = z
  .number({ error: 'must be a number of at least 0' })
  .min(0, { error: 'must be a number of at least 0' });
const text = z.string({ error: 'must be text' }).min(1, { error: 'must not be empty' });

/** What text is read into: the wrappers are those of an environment. */
type ReadReference = Reference & Pick<StudyEnvironment, 'wrappers'>;

/**
 * Reads text through `read`, whose refusal becomes an issue. So is the id of a mapping, which may bring options of its own:
 * `{ name: easy, id: 'Tiger-v0:accuracy=.9' }`. Anything else is left as it is.
 */
function fromText(read: (text: string) => ReadReference) {
  return (value: unknown, context: RefinementCtx): unknown => {
    try {
      if (typeof value === 'string') return read(value);
      return hasId(value) ? withIdRead(value, read(value.id)) : value;
    } catch (error) {
      context.addIssue({ code: 'custom', message: `cannot be read. ${(error as Error).message}` });
      return z.NEVER;
    }
  };
}

interface WithId {
  readonly id: string;
  readonly options?: unknown;
}

function hasId(value: unknown): value is WithId {
  if (typeof value !== 'object' || value === null || !('id' in value)) return false;
  return typeof value.id === 'string' && value.id.trim() !== '';
}

/** A mapping with the options and the wrappers that its id brings, beside what it states. */
function withIdRead(written: WithId, { options: brought, ...read }: ReadReference): object {
  const stated = written.options ?? {};
  // What is no mapping of options is refused further on.
  if (typeof stated !== 'object' || Array.isArray(stated)) return written;
  if (Object.keys(brought).length === 0 && !read.wrappers) return written;
  if (read.wrappers && 'wrappers' in written)
    throw new InputError('Wrappers are given twice, in the id and beside it.');
  const twice = Object.keys(brought).find((key) => Object.hasOwn(stated, key));
  if (twice !== undefined)
    throw new InputError(`The option ${twice} is given twice, in the id and beside it.`);
  return { ...read, ...written, id: read.id, options: { ...stated, ...brought } };
}

const options = z
  .record(z.string(), z.unknown(), { error: 'must be a mapping of names to values' })
  .transform((written, context) => {
    try {
      return Object.fromEntries(Object.entries(written).map(([name, value]) => [name, recipesRead(value)]));
    } catch (error) {
      context.addIssue({ code: 'custom', message: `cannot be read. ${(error as Error).message}` });
      return z.NEVER;
    }
  })
  .default({});

/** An option in which each recipe in parentheses is read, those in lists and mappings too. */
function recipesRead(value: unknown): unknown {
  if (typeof value === 'string' && isRecipeText(value)) return recipesRead(parseRecipeText(value));
  if (Array.isArray(value)) return value.map(recipesRead);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, recipesRead(each)]));
}
const reference = z.preprocess(
  fromText(parseReference),
  mapping('an id, or a mapping of id and options', { id: text, options }),
);

const environment = z.preprocess(
  fromText(parseEnvironment),
  mapping('an id, or a mapping of name, id, options and wrappers', {
    name: text.optional(),
    id: text,
    options,
    wrappers: z
      .array(reference, { error: 'must be a list of wrappers' })
      .min(1, { error: 'must name a wrapper' })
      .optional(),
  }),
);

const steps = z.preprocess(
  (value, context) => {
    if (typeof value !== 'number') return value;
    if (whole(1).safeParse(value).success) return { direction: value, lineSearch: value };
    context.addIssue({ code: 'custom', message: `must be a whole number of at least 1, not ${value}` });
    return z.NEVER;
  },
  mapping('a whole number, or a mapping of direction, lineSearch and paths', {
    direction: whole(1),
    lineSearch: whole(1),
    paths: whole(1).optional(),
  }),
);

const part = reference.optional();
const parts = Object.fromEntries(partKinds.map((kind) => [kind, part])) as Record<PartKind, typeof part>;

const start = z.preprocess(
  withCurrentScale,
  mapping('a mapping of initialScale and center', {
    initialScale: scale.default(0.1),
    center: z
      .array(z.number({ error: 'must be a finite number' }), { error: 'must be a list of numbers' })
      .optional(),
  }),
);

/** `spread` is the name that `initialScale` had in an earlier version. */
function withCurrentScale(start: unknown): unknown {
  if (!writesSpread(start)) return start;
  const { spread: initialScale, ...rest } = start;
  return { ...rest, initialScale };
}

/** Whether the start of an agent is written under the earlier name alone. */
export function writesSpread(start: unknown): start is { readonly spread: unknown } {
  return typeof start === 'object' && start !== null && 'spread' in start && !('initialScale' in start);
}

const agent = mapping('a mapping with a policy or a solver', {
  name: text.optional(),
  ...parts,
  steps: steps.default({ direction: 1024, lineSearch: 1024 }),
  start: start.prefault({}),
}).superRefine((value, context) => {
  const problem = agentProblem(value);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
});

function agentProblem(agent: Omit<Agent, 'name'>): string | undefined {
  const { policy, estimator, optimizer, learner, solver } = agent;
  if (solver && partKinds.some((kind) => kind !== 'solver' && agent[kind])) {
    return 'has a solver, which makes its own policy: leave out the rest';
  }
  if (learner && (estimator || optimizer)) return 'has a learner, which takes no estimator or optimizer';
  if (optimizer && !estimator) return 'has an optimizer without an estimator to ask for gradients';
  if (estimator && !optimizer) return 'has an estimator without an optimizer to use its gradients';
  if (agent.critic && !estimator && !learner)
    return 'has a critic without an estimator or a learner to use its values';
  if (!policy && !learner && !solver) return 'has neither a policy nor a learner nor a solver';
  return undefined;
}

const seconds = { error: 'must be a number of seconds above 0' };
const discount = { error: 'must be a number from 0 to below 1' };
const discounted = mapping('a mapping of discount, episodes and steps', {
  discount: z.number(discount).min(0, discount).lt(1, discount).optional(),
  episodes: whole(2).default(1000),
  steps: whole(1).optional(),
});

const episodes = mapping('a mapping of discount, episodes and steps', {
  discount: z
    .number({ error: 'must be a number from 0 to 1' })
    .min(0, { error: 'must be a number from 0 to 1' })
    .max(1, { error: 'must be a number from 0 to 1' })
    .optional(),
  episodes: whole(2).default(1000),
  steps: whole(1).default(100_000),
});

const limits = {
  episodes: whole(1).optional(),
  seconds: z.number(seconds).positive(seconds).optional(),
};

const budgetForms = {
  steps: whole(1).transform((steps) => ({ steps })),
  mapping: mapping('a whole number of steps, or a mapping of steps, episodes and seconds', {
    steps: whole(1).optional(),
    ...limits,
  }),
};

type WrittenBudget = z.infer<typeof budgetForms.mapping>;

/** Steps alone, or with the limits beside them: each form has sentences of its own, which a union of them would drop. */
const budget = z.unknown().transform((written, context): WrittenBudget => {
  const { data, error } = budgetForms[typeof written === 'number' ? 'steps' : 'mapping'].safeParse(written);
  if (data) return data;
  for (const issue of error.issues) context.addIssue({ ...issue });
  return z.NEVER;
});

const metricList = ['average-reward', 'discounted-value', 'return', 'length'] as const;
const metrics = z
  .array(z.enum(metricList, { error: `must be one of ${metricList.join(', ')}` }), {
    error: `must be a list of ${metricList.join(', ')}`,
  })
  .min(1, { error: 'must name a metric' })
  .refine(([first]) => first !== 'length', {
    error: 'must begin by another metric than length, as agents are ranked by the first',
  })
  .refine((list) => new Set(list).size === list.length, { error: 'names a metric twice' });

const seed = whole(0).max(Number.MAX_SAFE_INTEGER, { error: 'must be below 2^53' });
const count = whole(1).max(1e6, { error: 'must be at most a million' });
const row = (first: number, length: number) => Array.from({ length }, (_, i) => first + i);
const seedForms = {
  count: count.transform((length) => row(1, length)),
  list: z.array(seed).min(1, { error: 'must hold a seed' }),
  row: mapping('how many (a whole number of at least 1), a list of seeds, or a mapping of first and count', {
    first: seed.default(1),
    count,
  }).transform((written) => row(written.first, written.count)),
};

/** Each form has sentences of its own, which a union of them would drop. */
const seeds = z.unknown().transform((written, context): number[] => {
  const form = typeof written === 'number' ? 'count' : Array.isArray(written) ? 'list' : 'row';
  const { data, error } = seedForms[form].safeParse(written);
  if (data) return data;
  for (const issue of error.issues) context.addIssue({ ...issue });
  return z.NEVER;
});

/** The most runs of a study, environments × agents × seeds: their descriptions take some 2 GB. */
const MOST_RUNS = 4_000_000;

/** A study as people write it, read into a `Study` with everything filled in. */
export const studySchema = mapping('a mapping with environments and agents', {
  name: text.default('study'),
  environments: z
    .array(environment, { error: 'must be a list of environments' })
    .min(1, { error: 'must name an environment' }),
  agents: z.array(agent, { error: 'must be a list of agents' }).min(1, { error: 'must hold an agent' }),
  seeds: seeds.prefault(20),
  budget: budget.prefault({}),
  limits: mapping('a mapping of episodes and seconds', limits).optional(),
  metrics: metrics.optional(),
  normalizeFrom: text.optional(),
  plugins: z.array(text, { error: 'must be a list of paths or packages' }).optional(),
  trackers: z.array(reference, { error: 'must be a list of trackers' }).optional(),
  episodeLimit: whole(1).optional(),
  batchSize: whole(1).default(4096),
  evaluation: mapping('a mapping of steps, exactStates, discounted and episodes', {
    steps: whole(1000).default(200_000),
    exactStates: whole(0).default(500),
    discounted: discounted.optional(),
    episodes: episodes.optional(),
  }).prefault({}),
  patience: z.number(seconds).positive(seconds).max(1e6, { error: 'must be at most a million' }).default(600),
})
  .transform(({ budget, limits, evaluation, ...written }): Study => ({
    ...written,
    ...budgetOf(budget, limits),
    evaluation: measuring(evaluation, written.metrics ?? []),
    environments: written.environments.map(namedEnvironment),
    agents: written.agents.map(namedAgent),
  }))
  .superRefine((study, context) => {
    const { normalizeFrom } = study;
    if (normalizeFrom !== undefined && !study.agents.some(({ name }) => name === normalizeFrom)) {
      const message = `is ${normalizeFrom}, and no agent has this name`;
      context.addIssue({ code: 'custom', path: ['normalizeFrom'], message });
    }
    const runs = study.environments.length * study.agents.length * study.seeds.length;
    if (runs > MOST_RUNS) {
      const message = `make ${runs} runs with these environments and agents, and a study has at most ${MOST_RUNS}`;
      context.addIssue({ code: 'custom', path: ['seeds'], message });
    }
    for (const list of ['environments', 'agents'] as const) refuseTwins(study, list, context);
    const [twice] = repeatedPlaces(study.seeds).map((place) => study.seeds[place]);
    if (twice !== undefined) {
      context.addIssue({ code: 'custom', path: ['seeds'], message: `holds the seed ${twice} twice` });
    }
  });

/** Steps that a run may take where nothing is said. */
const STEPS = 20_000;

function budgetOf(
  { steps, ...beside }: WrittenBudget,
  limits: RunLimits = {},
): Pick<Study, 'budget' | 'limits'> {
  const all = Object.entries({ ...limits, ...beside }).filter(([, value]) => value !== undefined);
  return { budget: steps ?? STEPS, ...(all.length > 0 && { limits: Object.fromEntries(all) }) };
}

/** The settings of an evaluation, with those of each metric that is named, at their defaults where they are left out. */
function measuring(evaluation: EvaluationSettings, metrics: readonly Metric[]): EvaluationSettings {
  const value = metrics.includes('discounted-value') && !evaluation.discounted;
  const episode = metrics.some((metric) => metric === 'return' || metric === 'length');
  return {
    ...evaluation,
    ...(value && { discounted: discounted.parse({}) }),
    ...(episode && !evaluation.episodes && { episodes: episodes.parse({}) }),
  };
}

type Unnamed<Named extends { name: string }> = Omit<Named, 'name'> & { readonly name?: string | undefined };

function namedEnvironment(environment: Unnamed<StudyEnvironment>): StudyEnvironment {
  const { id, options, wrappers } = environment;
  // Named by its options in one order, so that the order in which they are written makes no other study.
  const ordered = (reference: Reference) => ({
    id: reference.id,
    options: Object.fromEntries(Object.entries(reference.options).sort(([a], [b]) => (a < b ? -1 : 1))),
  });
  const parts = [{ id, options }, ...(wrappers ?? [])];
  const { name = parts.map((part) => formatReference(ordered(part))).join('+') } = environment;
  return { name, id, options, ...(wrappers && { wrappers }) };
}

function namedAgent({ name, ...agent }: Unnamed<Agent>): Agent {
  const own = agent.solver ?? agent.learner ?? agent.optimizer ?? agent.policy;
  return { name: name ?? own?.id ?? 'agent', ...agent };
}

function refuseTwins(study: Study, list: 'environments' | 'agents', context: RefinementCtx): void {
  const names = study[list].map(({ name }) => name);
  for (const place of repeatedPlaces(names)) {
    context.addIssue({
      code: 'custom',
      path: [list, place],
      message: `is the second that is named ${names[place]}. Give each a name of its own`,
    });
  }
}

/** The places of a list that hold what an earlier one holds. */
function repeatedPlaces(values: readonly unknown[]): number[] {
  const seen = new Set<unknown>();
  const places: number[] = [];
  for (const [place, value] of values.entries()) {
    if (seen.has(value)) places.push(place);
    seen.add(value);
  }
  return places;
}
