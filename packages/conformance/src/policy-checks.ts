import {
  type FiniteModel,
  isParametric,
  type ParametricPolicy,
  type Policy,
  type PolicySpec,
  type Spaces,
} from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { type Check, demand } from './check.js';
import { attempt } from './attempt.js';
import { controllerChecks } from './controller-checks.js';
import { make } from './make.js';
import { memoryChecks } from './memory-checks.js';
import { policyGoesOn } from './policy-saving.js';
import { savingChecks } from './saving.js';
import { appendPoint, drawnSpace, drawPoint, outsideSpace } from './points.js';
import { drawParameters } from './draw-parameters.js';
import { scoreChecks } from './score-checks.js';
import { ring, smallEnvironment } from './small-models.js';
import { specChecks } from './spec-checks.js';
import { demandOtherActions, SAME_ACTIONS_RATE } from './stream-checks.js';
import { tableChecks } from './table-checks.js';
import { sameBits } from './walk.js';
import { withoutChance } from './without-chance.js';

export interface PolicySettings {
  /** Options to make it with, where the defaults are not what should be checked. */
  readonly options?: Readonly<Record<string, unknown>>;
  /**
   * What it sees and acts on. By default: five observations with features and three actions, or the first that it takes of
   * these, vectors and three actions, vectors and a box of actions that are clipped, the five observations and that box, and two
   * agents' observations and actions.
   */
  readonly spaces?: Spaces;
  /** The model that it is given, where it is made for a model; that of the five observations unless `spaces` are given. */
  readonly model?: FiniteModel;
  /** Seed of the rules that draw samples and count; 1 by default. */
  readonly seed?: number;
}

/**
 * The rules that a policy keeps; those on scores where it is parametric, those on memory, tables,
 * controllers and saving where it has them.
 */
export function policyChecks(spec: PolicySpec, settings: PolicySettings = {}): Check[] {
  const { seed = 1, spaces = usualSpaces(spec, settings) } = settings;
  const model = settings.model ?? (settings.spaces ? undefined : ring());
  const create = () => make('policy', spec, settings.options, spaces, model && (() => model));
  const smallSpaces = spaces === small;
  const example = attempt(create);
  const parametric = (): ParametricPolicy => requireParametric(create());
  return [
    ...specChecks(spec),
    { name: 'It can be made for the spaces it is given.', run: () => void create() },
    {
      name: 'Actions lie in the action space, or beyond its limits where those are clipped.',
      run: () => actsInside(create(), spaces),
    },
    {
      name: 'The same stream draws the same actions, whatever was played before.',
      run: () => repeats(create, spaces),
    },
    {
      name: 'Another stream draws other actions.',
      falseAlarmRate: SAME_ACTIONS_RATE,
      run: () => differs(create, spaces, seed),
    },
    {
      name: 'Policies share nothing: one draws the same where another acts beside it.',
      run: () => actsAlone(() => lively(create()), spaces),
    },
    {
      name: 'Chance comes from the stream that is given alone: never from Math.random or the clock.',
      run: () => withoutChance(() => void play(create(), spaces, 1)),
    },
    ...(example?.print ? printChecks(() => lively(create())) : []),
    ...(example?.memorySpace ? memoryChecks(() => lively(create()), spaces) : []),
    ...(example?.controller ? controllerChecks(() => lively(create()), smallSpaces) : []),
    ...savingChecks(example, () => policyGoesOn(() => lively(create()), spaces)),
    ...(example?.table ? tableChecks(() => lively(create()), smallSpaces, seed) : []),
    ...(example && isParametric(example) ? scoreChecks(parametric, spaces, seed) : []),
  ];
}

const small: Spaces = smallEnvironment(ring());
const vectors = { kind: 'box', low: [-1, -Infinity, 0], high: [1, Infinity, 0.5] } as const;
/** Two agents that see one of two things each, or `nothing yet`, and do one of two and one of three. */
const two = { kind: 'discrete', size: 2 } as const;
const three = { kind: 'discrete', size: 3 } as const;
const team: Spaces = {
  observationSpace: { kind: 'discrete', size: 5, factors: [two, two] },
  actionSpace: { kind: 'discrete', size: 6, factors: [two, three] },
};
const clipped = { kind: 'box', low: [-2, -1], high: [2, 0], outside: 'clipped' } as const;
const others: readonly Spaces[] = [
  { observationSpace: vectors, actionSpace: three },
  { observationSpace: vectors, actionSpace: clipped },
  { observationSpace: small.observationSpace, actionSpace: clipped },
];

/** The spaces that a policy is tried on: small finite ones, or the first of the others that it takes where it refuses these. */
function usualSpaces(spec: PolicySpec, { options, model = ring() }: PolicySettings): Spaces {
  const takes = (spaces: Spaces) =>
    attempt(() => make('policy', spec, options, spaces, () => model)) !== undefined;
  return [small, ...others, team].find(takes) ?? small;
}

export function requireParametric(policy: Policy): ParametricPolicy {
  demand(isParametric(policy), () => 'It has no parameters with scores: it is no parametric policy.');
  return policy;
}

/** The policy with parameters that tell actions apart, where it has any: at θ = 0 many laws look alike. */
function lively(policy: Policy): Policy {
  if (isParametric(policy)) drawParameters(policy, 1, randomStream(9, 'parameters'));
  return policy;
}

/** The rule of a policy that prints itself. */
function printChecks(create: () => Policy): Check[] {
  return [
    {
      name: 'It prints itself as lines of text, the same whenever nothing has changed.',
      run: () => {
        const policy = create();
        const [text, again] = [policy.print?.(), policy.print?.()];
        demand(
          text !== undefined && /\S$/.test(text),
          () =>
            `It prints ${JSON.stringify(text)}: text is expected that does not end in a blank or a line break.`,
        );
        demand(text === again, () => `It prints ${JSON.stringify(text)}, then ${JSON.stringify(again)}.`);
      },
    },
  ];
}

function actsInside(policy: Policy, { observationSpace, actionSpace }: Spaces): void {
  const random = randomStream(1, 'observations');
  policy.reset(randomStream(1, 'policy'));
  for (let i = 0; i < 500; i++) {
    const outside = outsideSpace(drawnSpace(actionSpace), policy.act(drawPoint(observationSpace, random)));
    demand(outside === undefined, () => `An action lies outside the action space: ${outside}.`);
  }
}

function repeats(create: () => Policy, spaces: Spaces): void {
  const policy = create();
  const first = play(policy, spaces, 1);
  play(policy, spaces, 2);
  demand(
    sameBits(first, play(policy, spaces, 1)),
    () => 'After another episode the same stream draws other actions.',
  );
  demand(
    sameBits(first, play(create(), spaces, 1)),
    () => 'In a new policy the same stream draws other actions.',
  );
}

function differs(create: () => Policy, spaces: Spaces, seed: number): void {
  demandOtherActions(create(), play(create(), spaces, 2 * seed - 1), play(create(), spaces, 2 * seed));
}

/** Two policies act in turn, on streams and observations of their own. */
function actsAlone(create: () => Policy, spaces: Spaces): void {
  const alone = play(create(), spaces, 1);
  const other = create();
  const random = randomStream(4, 'observations');
  other.reset(randomStream(4, 'policy'));
  const together = play(create(), spaces, 1, () => other.act(drawPoint(spaces.observationSpace, random)));
  demand(
    sameBits(alone, together),
    () => 'Where another policy acts beside it the same stream draws other actions.',
  );
}

/** The actions of one episode, as numbers. */
function play(
  policy: Policy,
  { observationSpace }: Spaces,
  seed: number,
  between: () => void = () => undefined,
): number[] {
  const random = randomStream(3, 'observations');
  const actions: number[] = [];
  policy.reset(randomStream(seed, 'policy'));
  for (let i = 0; i < 200; i++) {
    appendPoint(actions, policy.act(drawPoint(observationSpace, random)));
    between();
  }
  return actions;
}
