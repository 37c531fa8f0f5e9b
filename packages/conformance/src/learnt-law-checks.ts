import type { Learner } from '@pomdp-gym/contracts';
import type { ModelEnvironment } from '@pomdp-gym/models';
import { type Check, NotDecided } from './check.js';
import { FALSE_ALARM_RATE, followsLaw } from './law-frequencies.js';
import { memoryChecks } from './memory-checks.js';
import { practise } from './practise.js';
import { errand, ring, smallEnvironment } from './small-models.js';

const STEPS = 1000;

type Create = (environment: ModelEnvironment) => Learner;

/** The rules on the policy of a learner: its law is how it acts, before and after it has learnt, and its memory begins anew. */
export function learntLawChecks(example: Learner | undefined, create: Create, seed: number): Check[] {
  if (!example) return [];
  const policy = () => create(smallEnvironment(ring())).policy;
  return [
    {
      name: 'It acts as often as its table or controller says, before and after it has learnt.',
      falseAlarmRate: 3 * FALSE_ALARM_RATE,
      run: () => actsByLaw(create, seed),
    },
    ...(example.policy.memorySpace ? memoryChecks(policy, smallEnvironment(ring())) : []),
  ];
}

function actsByLaw(create: Create, seed: number): void {
  for (const model of [ring(), errand()]) {
    const environment = smallEnvironment(model);
    const learner = create(environment);
    if (!learner.policy.controller && !learner.policy.table)
      throw new NotDecided(
        'its policy has neither a table nor a controller: exact values and files of what it learns need one of them.',
      );
    if (model.terminal === undefined) followsLaw(learner.policy, seed, 'Before it has learnt');
    practise(learner, environment, { steps: STEPS, seed });
    followsLaw(learner.policy, seed, `After ${STEPS} steps of learning`);
  }
}
