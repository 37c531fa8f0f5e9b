import { InputError } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { readStudy } from '../study/read-study.js';
import type { StudyPlan } from './cell-queue.js';
import { planText, readPlan, readPlans } from './read-plan.js';

const { study } = readStudy(
  '{ environments: [Tiger-v0], agents: [{ policy: uniform }], budget: 10, seeds: 2 }',
  'study.yaml',
);
const handshake = { protocol: 1, program: 'p', arithmetic: 'a', modules: { 'policy uniform': 'm' } };
const plan: StudyPlan = { id: 'abc', study, handshake };

describe('A plan that a store kept', () => {
  it('is read as it was', () => {
    expect(readPlan(planText(plan), 'the queue')).to.deep.equal(JSON.parse(JSON.stringify(plan)));
  });

  it('of another version hides no other', () => {
    const problems: string[] = [];
    const other = planText({ ...plan, study: { ...study, budget: -1 } });
    const read = readPlans([other, planText(plan), '{'], 'the queue', (problem) => problems.push(problem));
    expect(read.map(({ id }) => id)).to.deep.equal(['abc']);
    expect(problems).to.have.length(2);
    expect(problems[0]).to.match(/^the queue:.*budget/);
  });

  it('is refused where its study or its handshake is not one, with the place', () => {
    const changed = (part: object): string => planText({ ...plan, ...part });
    const refusal = (text: string) => () => readPlan(text, 'the queue');
    expect(refusal(changed({ study: { ...study, budget: -1 } }))).to.throw(
      InputError,
      /^the queue:\d+:\d+: .*budget/,
    );
    expect(refusal(changed({ handshake: {} }))).to.throw(
      InputError,
      /^the queue:\d+:\d+: This is no plan of a study/,
    );
    expect(refusal('{')).to.throw(InputError, /^the queue:1:2: This is not valid JSON/);
  });
});
