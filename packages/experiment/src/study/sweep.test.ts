import { expect } from 'chai';
import { stringify } from 'yaml';
import { parseStudy, readStudy } from './read-study.js';
import { configurationsOf } from './sweep.js';
import { sweepSchema } from './sweep-schema.js';

const climber = { policy: 'softmax', estimator: 'gpomdp:baseline=none', optimizer: 'conjpomdp' };

function agentsOf(sweep: object, agent: object = climber) {
  return parseStudy({ environments: ['a'], agents: [{ name: 'G', ...agent, sweep }] }).agents;
}

const refusal = (sweep: object): string => {
  try {
    agentsOf(sweep);
  } catch (error) {
    expect(error).to.have.property('name', 'InputError');
    return (error as Error).message;
  }
  throw new Error('Nothing was refused.');
};

describe('a sweep', () => {
  it('of a grid makes an agent for each point, named by it, with the other options as they are', () => {
    const agents = agentsOf({ grid: { 'estimator.beta': [0.5, 0.9], steps: [10, 20] } });
    expect(agents.map(({ name }) => name)).to.deep.equal([
      'G, beta=0.5, steps=10',
      'G, beta=0.5, steps=20',
      'G, beta=0.9, steps=10',
      'G, beta=0.9, steps=20',
    ]);
    expect(agents[2]!.estimator).to.deep.equal({ id: 'gpomdp', options: { baseline: 'none', beta: 0.9 } });
    expect(agents[2]!.steps).to.deep.equal({ direction: 10, lineSearch: 10 });
  });

  it('of paired lists takes their values side by side', () => {
    const agents = agentsOf({ paired: { 'estimator.beta': [0.5, 0.9], 'optimizer.s0': [1, 10] } });
    expect(agents.map(({ name }) => name)).to.deep.equal(['G, beta=0.5, s0=1', 'G, beta=0.9, s0=10']);
    expect(refusal({ paired: { 'estimator.beta': [1], 'optimizer.s0': [1, 2] } })).to.contain(
      'must hold lists of one length',
    );
  });

  it('of a spaced range takes both ends, evenly or by equal factors', () => {
    const values = (range: object) =>
      agentsOf({ grid: { 'optimizer.s0': range } }).map(({ optimizer }) => optimizer!.options['s0']);
    expect(values({ from: 0, to: 1, points: 5 })).to.deep.equal([0, 0.25, 0.5, 0.75, 1]);
    expect(values({ from: 0.01, to: 100, points: 5, scale: 'log' })).to.deep.equal([0.01, 0.1, 1, 10, 100]);
    expect(values({ from: 1, to: 8, points: 4, scale: 'log', whole: true })).to.deep.equal([1, 2, 4, 8]);
  });

  it('draws whole numbers in equal shares, those at the ends of a range too', () => {
    const over = { 'optimizer.iterations': { from: 2, to: 5, whole: true } };
    const drawn = configurationsOf(sweepSchema.parse({ random: { count: 4000, seed: 1, over } }));
    const counts = new Map<unknown, number>();
    for (const { 'optimizer.iterations': value } of drawn) counts.set(value, (counts.get(value) ?? 0) + 1);
    expect([...counts.keys()].sort()).to.deep.equal([2, 3, 4, 5]);
    // Each has 1000 expected with a standard deviation of 27: 135 is five of them, below 3e-6 for all four.
    for (const count of counts.values()) expect(count).to.be.within(865, 1135);
  });

  it('draws at random within its ranges, the same each time, others for another seed', () => {
    const over = { 'optimizer.s0': { from: 1e-3, to: 1e3, scale: 'log' }, 'estimator.beta': [0.1, 0.2] };
    const values = (seed: number) =>
      agentsOf({ random: { count: 400, seed, over } }).map(({ optimizer }) =>
        Number(optimizer!.options['s0']),
      );
    const [first, again, other] = [values(1), values(1), values(2)];
    expect(first).to.deep.equal(again).and.not.deep.equal(other);
    expect(first.every((value) => value >= 1e-3 && value <= 1e3)).to.equal(true);
    // Half of the draws of a log range lie below its geometric middle: 5 standard deviations are missed once in 2·10⁶.
    expect(first.filter((value) => value < 1).length).to.be.within(200 - 50, 200 + 50);
  });

  it('reaches options of recipes within recipes, and joins its forms', () => {
    const agents = agentsOf(
      { grid: { 'optimizer.optimizer.step': [1, 2] }, paired: { 'estimator.beta': [0.3, 0.4] } },
      { ...climber, optimizer: 'restarts:starts=3,optimizer=(adam:decay=.5)' },
    );
    expect(agents).to.have.length(4);
    expect(agents[0]!.optimizer!.options).to.deep.equal({
      starts: 3,
      optimizer: { id: 'adam', options: { decay: 0.5, step: 1 } },
    });
  });

  it('of an environment has paths that begin by its options', () => {
    const { environments } = parseStudy({
      environments: [{ id: 'Tiger-v0', sweep: { grid: { accuracy: [0.7, 0.9] } } }],
      agents: [{ policy: 'x' }],
    });
    expect(environments).to.deep.equal([
      { name: 'Tiger-v0, accuracy=0.7', id: 'Tiger-v0', options: { accuracy: 0.7 } },
      { name: 'Tiger-v0, accuracy=0.9', id: 'Tiger-v0', options: { accuracy: 0.9 } },
    ]);
  });

  it('is written out in full: the study that ran has none', () => {
    const text =
      'environments: [a]\nagents:\n  - policy: softmax\n    sweep: { grid: { policy.x: [1, 2] } }\n  - policy: y\n';
    const { study } = readStudy(text, 's.yaml');
    expect(readStudy(stringify(study), 'again.yaml').study).to.deep.equal(study);
    expect(study.agents.map(({ name }) => name)).to.deep.equal(['softmax, x=1', 'softmax, x=2', 'y']);
  });

  it('leaves the places of what follows it as they are', () => {
    const text =
      'environments: [a]\nagents:\n  - policy: softmax\n    sweep: { grid: { policy.x: [1, 2] } }\n  - { polcy: y }\n';
    expect(() => readStudy(text, 's.yaml')).to.throw(/^s\.yaml:5:7: agents\[1\]\.polcy is not known here/);
    const { place } = readStudy(text.replace('polcy', 'policy'), 's.yaml');
    expect(place(['agents', 2, 'policy'])).to.equal('s.yaml:5:7');
  });

  const refusals: [string, object, string][] = [
    [
      'a part that is not there',
      { grid: { 'learner.rate': [1] } },
      'sweeps learner.rate, and there is no learner here.',
    ],
    ['an empty list', { grid: { 'policy.x': [] } }, 'must hold a value.'],
    ['a form that is not known', { gird: {} }, 'sweep.gird is not known here. Did you mean grid?'],
    [
      'a log range to 0',
      { grid: { 'policy.x': { from: 0, to: 1, points: 2, scale: 'log' } } },
      'must begin and end above 0, as its scale is log.',
    ],
    [
      'too many',
      { grid: { 'policy.x': { from: 0, to: 1, points: 20_000 } } },
      'makes more than 10000 configurations',
    ],
  ];
  for (const [what, sweep, sentence] of refusals)
    it(`refuses ${what}`, () => expect(refusal(sweep)).to.contain(sentence));
});
