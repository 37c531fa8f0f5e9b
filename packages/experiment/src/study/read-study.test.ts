import { expect } from 'chai';
import { stringify } from 'yaml';
import { parseStudy, readStudy } from './read-study.js';
import { runsOf } from './study.js';

const refusal = (text: string): string => {
  try {
    readStudy(text, 'study.yaml');
  } catch (error) {
    expect(error).to.have.property('name', 'InputError');
    return (error as Error).message;
  }
  throw new Error('Nothing was refused.');
};

const minimal = 'environments: [ThreeState-v0]\nagents:\n  - policy: uniform\n';

describe('readStudy', () => {
  it('says in words that aliases stand for too much, or for nothing', () => {
    // Nine lists, each of nine times the one before: 9⁹ values.
    const line = (n: number) =>
      `a${n}: &a${n} [${Array(9)
        .fill(n === 0 ? 'x' : `*a${n - 1}`)
        .join(', ')}]`;
    const bomb = Array.from({ length: 9 }, (_, n) => line(n)).join('\n');
    expect(() => readStudy(bomb, 'study.yaml')).to.throw(
      /^study\.yaml cannot be read: its aliases stand for aliases so often that it would be far too large once they are written out\.$/,
    );
    expect(() => readStudy('name: *a', 'study.yaml')).to.throw(
      /^study\.yaml.*the alias \*a stands before its anchor &a, or there is none\.$/,
    );
  });

  it('fills in what is left out', () => {
    expect(readStudy(minimal, 'study.yaml').study).to.deep.equal({
      name: 'study',
      environments: [{ name: 'ThreeState-v0', id: 'ThreeState-v0', options: {} }],
      agents: [
        {
          name: 'uniform',
          policy: { id: 'uniform', options: {} },
          steps: { direction: 1024, lineSearch: 1024 },
          start: { initialScale: 0.1 },
        },
      ],
      seeds: Array.from({ length: 20 }, (_, i) => i + 1),
      budget: 20_000,
      batchSize: 4096,
      patience: 600,
      evaluation: { steps: 200_000, exactStates: 500 },
    });
  });

  it('reads recipes in parentheses among the options of a part, in lists too', () => {
    const text =
      'environments: [ThreeState-v0]\nagents:\n  - policy: softmax\n    estimator: gpomdp\n' +
      '    optimizer: { id: restarts, options: { optimizer: (adam:step=2), list: [(a:b=(c)), plain] } }\n';
    expect(readStudy(text, 'study.yaml').study.agents[0]!.optimizer!.options).to.deep.equal({
      optimizer: { id: 'adam', options: { step: 2 } },
      list: [{ id: 'a', options: { b: { id: 'c', options: {} } } }, 'plain'],
    });
    expect(refusal(text.replace('(adam:step=2)', '"(adam:step=2,oops)"'))).to.contain('"oops" is no option');
  });

  it('refuses a study of more than 4 million runs', () => {
    const environments = Array.from({ length: 5 }, (_, i) => ({ name: `E${i}`, id: 'ThreeState-v0' }));
    const text = (many: number) =>
      stringify({
        environments: environments.slice(0, many),
        agents: [{ policy: 'uniform' }],
        seeds: 1_000_000,
      });
    expect(refusal(text(5))).to.contain(
      'make 5000000 runs with these environments and agents, and a study has at most 4000000',
    );
    expect(readStudy(text(4), 'study.yaml').study.seeds).to.have.length(1_000_000);
  });

  it('reads short and long forms alike', () => {
    const short = readStudy(
      `environments: ['Tiger-v0:accuracy=.9']
agents: [{ policy: softmax, estimator: 'gpomdp:beta=.8', optimizer: conjpomdp, steps: 64 }]
seeds: 3`,
      'short.yaml',
    );
    const long = readStudy(
      `environments:
  - { name: 'Tiger-v0:accuracy=0.9', id: Tiger-v0, options: { accuracy: 0.9 } }
agents:
  - name: conjpomdp
    policy: { id: softmax }
    estimator: { id: gpomdp, options: { beta: 0.8 } }
    optimizer: { id: conjpomdp, options: {} }
    steps: { direction: 64, lineSearch: 64 }
seeds: { first: 1, count: 3 }`,
      'long.yaml',
    );
    expect(short.study).to.deep.equal(long.study);
  });

  it('reads back what it read, written out in full', () => {
    const { study } = readStudy(minimal, 'study.yaml');
    expect(readStudy(stringify(study), 'again.yaml').study).to.deep.equal(study);
  });

  it('orders runs by environment, agent and seed', () => {
    const study = parseStudy({
      environments: ['A', 'B'],
      agents: [{ policy: 'x' }, { policy: 'y' }],
      seeds: [5, 3],
    });
    expect(
      runsOf(study).map(({ environment, agent, seed }) => environment.id + agent.name + seed),
    ).to.deep.equal(['Ax5', 'Ax3', 'Ay5', 'Ay3', 'Bx5', 'Bx3', 'By5', 'By3']);
  });

  const refusals: [string, string, string][] = [
    [
      'text that is not YAML',
      'environments: [a',
      'study.yaml:1:17: This is not valid YAML. Flow sequence in block collection must be',
    ],
    ['lists too deep', `${minimal}x: ${'['.repeat(20_000)}`, 'study.yaml:4:'],
    ['mappings too deep', `${minimal}x:\n${'? '.repeat(20_000)}`, 'study.yaml:'],
    ['a key twice', `${minimal}budget: 1\nbudget: 2`, 'study.yaml:5:1: The key budget is given twice.'],
    [
      'text',
      'hello',
      'study.yaml:1:1: The study must be a mapping with environments and agents, not "hello".',
    ],
    [
      'a long text, of which it quotes the ends',
      'a'.repeat(1_000_000),
      `study.yaml:1:1: The study must be a mapping with environments and agents, not "${'a'.repeat(60)} … (999920 characters left out) … ${'a'.repeat(20)}".`,
    ],
    ['nothing', '', 'study.yaml:1:1: The study must be a mapping with environments and agents'],
    [
      'an unknown key',
      `${minimal}bugdet: 3\n`,
      'study.yaml:4:1: bugdet is not known here. Did you mean budget?',
    ],
    [
      'a bad budget',
      `${minimal}budget: -3\n`,
      'study.yaml:4:1: budget must be a whole number of at least 1, not -3.',
    ],
    ['no agents', 'environments: [a]\n', 'study.yaml:1:1: agents must be a list of agents.'],
    [
      'no environments in the list',
      'environments: []\nagents: [{policy: a}]',
      'study.yaml:1:1: environments must name an environment.',
    ],
    [
      'an unknown key of an agent',
      `environments: [a]\nagents:\n  - policy: uniform\n    polcy: x\n`,
      'study.yaml:4:5: agents[0].polcy is not known here. Did you mean policy?',
    ],
    [
      'an optimizer alone',
      'environments: [a]\nagents:\n  - policy: softmax\n    optimizer: conjpomdp\n',
      'study.yaml:3:5: agents[0] has an optimizer without an estimator to ask for gradients.',
    ],
    [
      'a learner with an optimizer',
      'environments: [a]\nagents:\n  - { learner: x, estimator: y, optimizer: z }\n',
      'study.yaml:3:5: agents[0] has a learner, which takes no estimator or optimizer.',
    ],
    [
      'an agent of nothing',
      'environments: [a]\nagents: [{ name: x }]',
      'study.yaml:2:10: agents[0] has neither a policy nor a learner',
    ],
    [
      'twins',
      'environments: [a]\nagents:\n  - policy: x\n  - policy: x\n',
      'study.yaml:4:5: agents[1] is the second that is named x. Give each a name of its own.',
    ],
    [
      'a bad option in a line',
      'environments:\n  - "a:b"\n  - "c:d=1,e"\nagents: [{policy: a}]',
      'study.yaml:3:5: environments[1] cannot be read. In c:d=1,e, "e" is no option: write name=value, with commas between them.',
    ],
    [
      'steps of no size',
      `${minimal}    steps: 0\n`,
      'study.yaml:4:5: agents[0].steps must be a whole number of at least 1, not 0.',
    ],
    ['seeds twice', `${minimal}seeds: [1, 2, 1]\n`, 'study.yaml:4:1: seeds holds the seed 1 twice.'],
    [
      'invalid seeds',
      `${minimal}seeds: many\n`,
      'study.yaml:4:1: seeds must be how many (a whole number of at least 1), a list of seeds, or a mapping of first and count, not "many".',
    ],
    [
      'fewer than no seeds',
      `${minimal}seeds: -3\n`,
      'study.yaml:4:1: seeds must be a whole number of at least 1, not -3.',
    ],
    [
      'more seeds than are sensible',
      `${minimal}seeds: 1e9\n`,
      'study.yaml:4:1: seeds must be at most a million',
    ],
    [
      'half a seed in a list',
      `${minimal}seeds: [1, 2.5]\n`,
      'study.yaml:4:12: seeds[1] must be a whole number of at least 0, not 2.5.',
    ],
    [
      'a key of seeds that is misspelt',
      `${minimal}seeds: { first: 1, cuont: 3 }\n`,
      'study.yaml:4:1: seeds.count must be a whole number of at least 1.',
    ],
    [
      'a spread without end',
      `${minimal}    start: { initialScale: .inf }\n`,
      'study.yaml:4:14: agents[0].start.initialScale must be a number of at least 0, not Infinity.',
    ],
    [
      'a center without end',
      `${minimal}    start: { center: [1, -.inf] }\n`,
      'study.yaml:4:26: agents[0].start.center[1] must be a finite number, not -Infinity.',
    ],
  ];
  for (const [what, text, sentence] of refusals) {
    it(`refuses ${what}, with line and column`, () => {
      const message = refusal(text);
      expect(message.slice(0, sentence.length)).to.equal(sentence);
    });
  }

  it('refuses everything at once, a line for each', () => {
    expect(refusal(`${minimal}budget: 0\nbatchSize: 0\nseeds: []\n`).split('\n')).to.have.members([
      'study.yaml:4:1: budget must be a whole number of at least 1, not 0.',
      'study.yaml:5:1: batchSize must be a whole number of at least 1, not 0.',
      'study.yaml:6:1: seeds must hold a seed.',
    ]);
  });

  it('reads what else ends a run beside its steps, and writes it out in full', () => {
    const { study } = readStudy(`${minimal}budget: { steps: 500, episodes: 20, seconds: 1.5 }\n`, 's.yaml');
    expect(study).to.deep.include({ budget: 500, limits: { episodes: 20, seconds: 1.5 } });
    expect(runsOf(study)[0]).to.deep.include({ budget: 500, limits: { episodes: 20, seconds: 1.5 } });
    expect(readStudy(stringify(study), 'again.yaml').study).to.deep.equal(study);
    expect(refusal(`${minimal}budget: { seconds: 0 }\n`)).to.equal(
      's.yaml:4:11: budget.seconds must be a number of seconds above 0, not 0.'.replace('s.', 'study.'),
    );
  });

  it('reads metrics, and fills in how each is measured', () => {
    const { study } = readStudy(`${minimal}metrics: [return, discounted-value, length]\n`, 's.yaml');
    expect(study.metrics).to.deep.equal(['return', 'discounted-value', 'length']);
    expect(study.evaluation).to.deep.include({
      discounted: { episodes: 1000 },
      episodes: { episodes: 1000, steps: 100_000 },
    });
    expect(refusal(`${minimal}metrics: [regret]\n`)).to.equal(
      'study.yaml:4:11: metrics[0] must be one of average-reward, discounted-value, return, length, not "regret".',
    );
    expect(refusal(`${minimal}metrics: [length]\n`)).to.contain('must begin by another metric than length');
    expect(refusal(`${minimal}normalizeFrom: nobody\n`)).to.equal(
      'study.yaml:4:1: normalizeFrom is nobody, and no agent has this name.',
    );
  });

  it('follows merge keys, to anchors under keys that begin with x-', () => {
    const text =
      'x-gradient: &gradient\n  policy: softmax\n  estimator: gpomdp\n  optimizer: conjpomdp\n  steps: 64\n' +
      'environments: [a]\nagents:\n  - { <<: *gradient, name: short }\n  - { <<: *gradient, name: long, steps: 512 }\n';
    const { agents } = readStudy(text, 's.yaml').study;
    expect(agents.map(({ name, estimator, steps }) => [name, estimator?.id, steps.direction])).to.deep.equal([
      ['short', 'gpomdp', 64],
      ['long', 'gpomdp', 512],
    ]);
  });

  it('names the part, or the agent, where there is no file', () => {
    expect(() =>
      parseStudy({ environments: ['a'], agents: [{ name: 'b', policy: 'b', optimizer: 'c' }] }),
    ).to.throw(/^The agent b has an optimizer without an estimator/);
    expect(() => parseStudy({ environments: ['a'], agents: [{ policy: 'b' }], budget: 0.5 })).to.throw(
      /^budget must be a whole number of at least 1, not 0.5\.$/,
    );
  });

  it('takes an id with options inside a mapping, once each', () => {
    const agents = [{ policy: { id: 'softmax:features=one-hot' } }];
    const read = (environment: object) => parseStudy({ environments: [environment], agents });
    const { environments, agents: found } = read({
      name: 'easy',
      id: 'Tiger-v0:accuracy=.9',
      options: { mauled: -9 },
    });
    expect(environments).to.deep.equal([
      { name: 'easy', id: 'Tiger-v0', options: { mauled: -9, accuracy: 0.9 } },
    ]);
    expect(found[0]!.policy).to.deep.equal({ id: 'softmax', options: { features: 'one-hot' } });
    expect(read({ id: 'a.POMDP' }).environments).to.deep.equal(
      read({ name: 'a.POMDP', id: 'a.POMDP' }).environments,
    );
    expect(() => read({ id: 'Tiger-v0:accuracy=.9', options: { accuracy: 0.8 } })).to.throw(
      'The option accuracy is given twice, in the id and beside it.',
    );
  });
});
