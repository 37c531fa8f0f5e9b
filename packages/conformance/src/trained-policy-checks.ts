import {
  isInputError,
  isParametric,
  type Learner,
  type LearnerSpec,
  type Policy,
} from '@pomdp-gym/contracts';
import { type Check, demand } from './check.js';
import { LikelyPolicy } from './likely-policy.js';
import { make } from './make.js';
import { ring, smallEnvironment } from './small-models.js';

type Options = Readonly<Record<string, unknown>>;

/** The rules on the policy that a learner is given: it trains that one, or asks for none. */
export function trainedPolicyChecks(spec: LearnerSpec, options: Options | undefined): Check[] {
  const { observationSpace, actionSpace } = smallEnvironment(ring());
  const create = (policy: Policy | undefined) =>
    make('learner', spec, options, { observationSpace, actionSpace }, policy);
  const given = () => new LikelyPolicy(observationSpace.size, actionSpace.size);
  return [
    {
      name: 'It trains the policy that it is given, or does without one.',
      run: () => trainsGiven(create, given()),
    },
    {
      name: 'Made without a policy it brings its own, or refuses with a sentence.',
      run: () => refusesBySentence(create),
    },
  ];
}

type Create = (policy: Policy | undefined) => Learner;

function trainsGiven(create: Create, given: LikelyPolicy): void {
  const { policy } = create(given);
  if (policy === given || (isParametric(policy) && policy.parameters === given.parameters)) return;
  const problem = problemWithout(create);
  demand(
    problem === undefined,
    () =>
      `It trains another policy than the one it is given, and cannot be made without one: ${String(problem)}.`,
  );
}

function refusesBySentence(create: Create): void {
  const problem = problemWithout(create);
  const isRefusal = problem === undefined || isInputError(problem) || problem instanceof RangeError;
  demand(isRefusal, () => `Made without a policy it fails with ${String(problem)}, which is no InputError.`);
}

/** What is thrown where it is made without a policy. */
function problemWithout(create: Create): unknown {
  try {
    create(undefined);
    return undefined;
  } catch (error) {
    return error;
  }
}
