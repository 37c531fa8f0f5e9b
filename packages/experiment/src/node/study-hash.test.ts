import { expect } from 'chai';
import { parseStudy } from '../study/read-study.js';
import type { Study } from '../study/study.js';
import { studyHash } from './study-hash.js';

const written = {
  environments: [{ id: 'Tiger-v0', options: { accuracy: 0.9, listening: -2 } }],
  agents: [{ policy: 'softmax', learner: 'olpomdp:beta=.4,step=.01' }, { policy: 'uniform' }],
  seeds: 3,
  budget: 100,
};

/** The same, every mapping written from its end. */
function backwards(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(backwards);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, part]) => [key, backwards(part)] as const);
  return Object.fromEntries(entries.reverse());
}

describe('studyHash', () => {
  const hash = studyHash(parseStudy(written));

  it('is the same whatever order keys are written in', () => {
    expect(hash).to.match(/^[0-9a-f]{8}$/);
    expect(studyHash(parseStudy(backwards(written)))).to.equal(hash);
    expect(studyHash(backwards(parseStudy(written)) as Study)).to.equal(hash);
  });

  it('tells one study from another: by a number, and by the order of what makes the order of its runs', () => {
    expect(studyHash(parseStudy({ ...written, budget: 101 }))).to.not.equal(hash);
    expect(studyHash(parseStudy({ ...written, seeds: [1, 3, 2] }))).to.not.equal(hash);
    expect(studyHash(parseStudy({ ...written, agents: written.agents.toReversed() }))).to.not.equal(hash);
  });
});
