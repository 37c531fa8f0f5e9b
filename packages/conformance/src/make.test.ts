import { environment, policy } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { z } from 'zod';
import { checksOf } from './checks-of.js';
import { make } from './make.js';
import { runChecks } from './run-checks.js';

const described = { summary: 'Says what it lacks.', options: z.strictObject({}) };
const walk = environment({ ...described, id: 'Walk-v0', create: () => Object({ reset: () => 0 }) });
const late = policy({ ...described, id: 'late', create: () => Object(Promise.resolve({ act: () => 0 })) });

describe('What create returns', () => {
  it('is held to its kind, in the sentence of the registry', () => {
    expect(() => make('environment', walk, {})).to.throw(
      TypeError,
      /^Create returns an object without observationSpace, actionSpace, task, step\(\); an environment has them\.$/,
    );
  });

  it('is reported once for all rules of a plugin that a test makes', async () => {
    const problems: (string | undefined)[] = [];
    for await (const { verdict, problem } of runChecks(checksOf('policy', late)))
      if (verdict === 'broken') problems.push(problem);
    expect(problems).to.have.length(1);
    expect(problems[0]).to.include('Create returns a promise').and.include('drop async');
  });
});
