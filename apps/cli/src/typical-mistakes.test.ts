import 'reflect-metadata';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { answer } from './answer.test.support.js';
import { openRegistry } from './open-registry.js';
import { type CheckMessage, type Outcome, postOutcomes } from './threads/post-outcomes.js';

const address = (name: string) => JSON.stringify(import.meta.resolve(name));

/** What the plugins below begin with: the parts of a sound one, of which each replaces some. */
const sound = `import { contribute } from ${address('@pomdp-gym/contracts')};
import { finiteModel, ModelEnvironment } from ${address('@pomdp-gym/models')};
import { ContainerModule } from ${address('inversify')};
import { z } from ${address('zod')};
const discrete = (size) => ({ kind: 'discrete', size });
const box = { kind: 'box', low: [0], high: [1] };
const rows = {
  states: 2, actions: 2, observations: 2, start: [[0, 1]],
  transition: (state) => [[state, 0.9], [1 - state, 0.1]],
  observation: (action, next) => [[next, 1]],
  reward: (state, action) => Number(state === action),
};
const model = (change = {}) => new ModelEnvironment(finiteModel({ ...rows, ...change }));
const step = (change) => ({ observation: 0, reward: 1, ending: 'none', ...change });
const simulator = (change = {}) => ({
  observationSpace: discrete(2), actionSpace: discrete(2), task: 'continuing', reset: () => 0, step, ...change,
});
const none = z.strictObject({});
const odd = (id, create, options = none) => ({ id, summary: 'An odd one.', options, create });
`;

const contributing = (spec: string, kind = 'environment') =>
  `${sound}export default new ContainerModule((module) => contribute(module, '${kind}', ${spec}));\n`;

interface Mistake {
  readonly what: string;
  readonly file: string;
  readonly text: string;
  /** The sentence, or its beginning. */
  readonly says: string;
}

/** Mistakes in a file, or in a package around it: nothing is contributed. */
const unloadable: readonly Mistake[] = [
  {
    what: 'no default export',
    file: 'no-default.mjs',
    text: `${sound}export const spec = odd('Odd-v0', simulator);`,
    says: 'The plugin ./no-default.mjs exports no ContainerModule by default. End it with: export default new ',
  },
  {
    what: 'a spec for default export',
    file: 'spec.mjs',
    text: `${sound}export default odd('Odd-v0', simulator);`,
    says: 'The plugin ./spec.mjs exports the spec Odd-v0, and no ContainerModule that contributes it, by default.',
  },
  {
    what: 'a class for default export',
    file: 'class.mjs',
    text: 'export default class Odd { reset() {} }',
    says: 'The plugin ./class.mjs exports the class Odd, and no ContainerModule, by default.',
  },
  {
    what: 'a function for default export',
    file: 'function.mjs',
    text: 'export default () => undefined;',
    says: 'The plugin ./function.mjs exports a function, and no ContainerModule around it, by default.',
  },
  {
    what: 'a package that is not installed',
    file: 'lacking.mjs',
    text: "import 'no-such-package';",
    says: 'The plugin ./lacking.mjs imports no-such-package, which is not installed. Run npm install no-such-package in its folder.',
  },
  {
    what: 'a CommonJS module',
    file: 'common.cjs',
    text: 'module.exports = { spec: 1 };',
    says: 'The plugin ./common.cjs is a CommonJS module. Write it as an ES module: "type": "module" in its package.json,',
  },
  {
    what: 'TypeScript that Node.js does not load',
    file: 'odd.tsx',
    text: 'export default 1;',
    says: 'The plugin ./odd.tsx is TypeScript, which this Node.js does not load. Compile it (npx tsc), and name the JavaScript.',
  },
  {
    what: 'a kind that does not exist',
    file: 'kind.mjs',
    text: contributing("odd('Odd-v0', simulator)", 'enviroment'),
    says: 'The plugin ./kind.mjs contributes to enviroment, which is no kind. Did you mean environment',
  },
  {
    what: 'an id with a blank',
    file: 'blank.mjs',
    text: contributing("odd('My odd-v0', simulator)"),
    says: 'The plugin ./blank.mjs contributes an environment My odd-v0 that is no spec: its id has other characters than',
  },
  {
    what: 'a class for create',
    file: 'create-class.mjs',
    text: contributing("odd('Odd-v0', class Odd { reset() {} })"),
    says: 'The plugin ./create-class.mjs contributes an environment Odd-v0 that is no spec: its create is the class Odd: write (options) => new Odd(options).',
  },
  {
    what: 'options that are no schema',
    file: 'plain-options.mjs',
    text: contributing("odd('Odd-v0', simulator, { size: 3 })"),
    says: 'The plugin ./plain-options.mjs contributes an environment Odd-v0 that is no spec: its options are no zod 4 schema (z.strictObject).',
  },
];

/** Mistakes in `create`, by the expression of `create`: what is said follows the name of the environment. */
const unmade: readonly (readonly [what: string, create: string, says: string])[] = [
  [
    'an async create',
    'async () => simulator()',
    'create returns a promise; it must return an environment at once: drop async',
  ],
  [
    'a create without return',
    '() => { simulator(); }',
    'create returns undefined; it must return an environment: a return is missing.',
  ],
  [
    'a class in place of an object of it',
    '() => class Odd {}',
    'create returns the class Odd; it must return an object of it: new …().',
  ],
  [
    'a model in place of an environment',
    '() => finiteModel(rows)',
    'create returns a finite model; it must return an environment: new ModelEnvironment(model).',
  ],
  [
    'an environment without step',
    '() => simulator({ step: undefined })',
    'create returns an object without step(); an environment has it.',
  ],
  [
    'a space of Gymnasium',
    '() => simulator({ actionSpace: { n: 2 } })',
    `create returns an object whose actionSpace is {"n":2}; it must be { kind: 'discrete', size: … } or`,
  ],
  [
    'dense rows',
    '() => model({ transition: () => [0.9, 0.1] })',
    'transition(0, 0) returns [0.9,0.1]; it must be a list of pairs [outcome, probability]: write [[0,0.9],[1,0.1]].',
  ],
  [
    'a dense start',
    '() => model({ start: [1, 0] })',
    'start is [1,0]; it must be a list of pairs [outcome, probability]: write [[0,1],[1,0]].',
  ],
  [
    'rewards of a model in words',
    "() => model({ reward: () => '1' })",
    'reward(0, 0, 0, 0) returns the text "1"; it must be a number: turn it into one with Number(…).',
  ],
];

/** Mistakes in `reset` and `step`, by what is changed of a sound simulator: what is said follows the name of the environment. */
const unsound: readonly (readonly [what: string, change: string, says: string])[] = [
  [
    'an async step',
    'step: async () => step()',
    'step returns a promise; it must return { observation, reward, ending } at once: drop async.',
  ],
  [
    'an async step that throws',
    "step: async () => { throw new Error('late'); }",
    'step returns a promise; it must return',
  ],
  [
    'an async reset',
    'reset: async () => 0',
    'reset returns the observation a promise; it must be a whole number from 0 to 1, at once: drop async.',
  ],
  [
    'a step of Gymnasium',
    'step: () => [0, 1, false, false, {}]',
    'step returns [0,1,false,false,{}], as a step of Gymnasium does; it must return { observation, reward, ending }.',
  ],
  [
    'a reset of Gymnasium',
    'reset: () => [0, {}]',
    'reset returns the observation [0,{}], as a reset of Gymnasium does; it must be a whole number from 0 to 1, and nothing beside it.',
  ],
  [
    'a reward in words',
    "step: () => step({ reward: '1' })",
    'step returns the reward the text "1"; it must be a finite number: turn it into one with Number(…).',
  ],
  [
    'no reward',
    'step: () => step({ reward: undefined })',
    'step returns {"observation":0,"ending":"none"}, without reward; it must return { observation, reward, ending }.',
  ],
  [
    'a plain array',
    'observationSpace: box, reset: () => [0]',
    'reset returns the observation [0]; it must be a Float64Array of 1, each number within its bounds: write Float64Array.of(…).',
  ],
  [
    'an observation that is too wide',
    'observationSpace: box, reset: () => Float64Array.of(0, 0)',
    'reset returns the observation [0,0]; it must be a Float64Array of 1',
  ],
  [
    'an ending that is true or false',
    'step: () => step({ ending: false })',
    `step returns the ending false; it must be 'none', 'terminated' or 'truncated': write ending: done ? 'terminated' : 'none'.`,
  ],
  [
    'done in place of an ending',
    'step: () => ({ observation: 0, reward: 1, done: false })',
    'step returns done and no ending; it must be',
  ],
  [
    'an observation out of its space',
    'step: () => step({ observation: 2 })',
    'step returns the observation 2; it must be a whole number from 0 to 1.',
  ],
];

describe('A typical mistake in a plugin has one sentence with its cure', function () {
  this.timeout(240_000);
  const origin = process.cwd();
  let home: string;
  before(() => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-mistakes-'));
    process.chdir(home);
    for (const { file, text } of unloadable) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    unmade.forEach(([, create], i) =>
      writeFileSync(`made${i}.mjs`, contributing(`odd('Made${i}-v0', ${create})`)),
    );
    unsound.forEach(([, change], i) =>
      writeFileSync(`sound${i}.mjs`, contributing(`odd('Sound${i}-v0', () => simulator({ ${change} }))`)),
    );
    writeFileSync(
      'undefaulted.mjs',
      contributing(
        "odd('Size-v0', () => model(), z.strictObject({ size: z.number().describe('How large.') }))",
      ),
    );
    writeFileSync('taken.mjs', contributing("odd('Tiger-v0', () => model())"));
  });
  after(() => {
    process.chdir(origin);
    rmSync(home, { recursive: true });
  });

  /** What `check` posts, done in this thread. */
  async function checked(name: string): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    const post = (message: CheckMessage) => 'outcome' in message && outcomes.push(message.outcome);
    await postOutcomes({ name, seed: 1, seeds: 1, from: home }, await openRegistry([], home), post);
    return outcomes;
  }

  /** The problem of the only rule that is broken; the others are kept, or not decided. */
  async function soleProblem(name: string): Promise<string> {
    const outcomes = await checked(name);
    const broken = outcomes.filter(({ verdict }) => verdict === 'broken');
    expect(broken, JSON.stringify(broken)).to.have.length(1);
    expect(outcomes.filter(({ verdict, reason }) => verdict === 'not decided' && reason === null)).to.be
      .empty;
    return broken[0]!.problem ?? '';
  }

  /** Standard error of a command that refuses its input. */
  async function refusal(...args: string[]): Promise<string> {
    const { code, out, err } = await answer(...args);
    expect([code, out], err).to.deep.equal([2, '']);
    expect(err.trimEnd().split('\n'), 'one line').to.have.length(1);
    return err;
  }

  for (const { what, file, says } of unloadable) {
    it(`${what}: by check, run and compare`, async () => {
      const plugin = ['--plugin', `./${file}`];
      const caught: unknown = await checked(`./${file}`).catch((error: unknown) => error);
      expect(caught).to.have.property('name', 'InputError');
      expect(caught)
        .to.have.property('message')
        .that.satisfies((text: string) => text.startsWith(says));
      expect(await refusal('run', 'Odd-v0', 'uniform', ...plugin)).to.satisfy((text: string) =>
        text.startsWith(says),
      );
      expect(await refusal('compare', '--env', 'Odd-v0', ...plugin)).to.satisfy((text: string) =>
        text.startsWith(says),
      );
    });
  }

  unmade.forEach(([what, , says], i) => {
    it(`${what}: by check, run and compare`, async () => {
      expect((await soleProblem(`./made${i}.mjs`)).toLowerCase()).to.contain(says.toLowerCase());
      const plugin = ['--plugin', `./made${i}.mjs`];
      const sentence = await refusal('run', `Made${i}-v0`, 'uniform', ...plugin);
      expect(sentence)
        .to.match(new RegExp(`^The environment Made${i}-v0`))
        .and.contain(says);
      expect(await refusal('compare', '--env', `Made${i}-v0`, ...plugin)).to.contain(says);
    });
  });

  unsound.forEach(([what, , says], i) => {
    it(`${what}: by check`, async () => {
      const problem = await soleProblem(`./sound${i}.mjs`);
      expect(problem).to.contain(`The environment Sound${i}-v0 breaks its contract: ${says}`);
    });
  });

  it('of reset and step: by compare, each in the line of its run', async () => {
    const plugins = unsound.flatMap((_, i) => ['--plugin', `./sound${i}.mjs`]);
    const environments = unsound.flatMap((_, i) => ['--env', `Sound${i}-v0`]);
    const settings = [
      '--agent',
      'uniform',
      '--seeds',
      '1',
      '--steps',
      '100',
      '--workers',
      '1',
      '--bracket',
      '0',
    ];
    const { code } = await answer('compare', ...environments, ...settings, ...plugins, '--out', 'out');
    expect(code).to.equal(1);
    const lines = readFileSync(join('out', 'runs.jsonl'), 'utf8').trimEnd().split('\n');
    const records = lines.map((line) => JSON.parse(line) as { environment: string; error: string | null });
    unsound.forEach(([what, , says], i) => {
      const { error } = records.find(({ environment }) => environment === `Sound${i}-v0`) ?? {};
      expect(error, what).to.contain(`The environment Sound${i}-v0 breaks its contract: ${says}`);
    });
  });

  it('of a step: by run', async () => {
    const { code, out } = await answer('run', 'Sound3-v0', 'uniform', '--plugin', './sound3.mjs');
    expect(code).to.equal(1);
    expect(out).to.contain(
      'The environment Sound3-v0 breaks its contract: step returns [0,1,false,false,{}]',
    );
  });

  it('an option without default: by check, which takes a value for it, and by run', async () => {
    expect(await soleProblem('./undefaulted.mjs')).to.equal(
      'The option size has no default: add .default(…).',
    );
    const given = await checked('./undefaulted.mjs:size=2');
    expect(
      given.filter(({ rule, verdict }) => verdict === 'passed' && /^It can be made/.test(rule)),
    ).to.have.length(1);
    expect(await refusal('run', 'Size-v0', 'uniform', '--plugin', './undefaulted.mjs')).to.contain(
      'The option size of environment Size-v0 is left out and has no default: give it (size=…), a number, or add',
    );
  });

  it('an id that another plugin has: by check and run', async () => {
    expect(await soleProblem('./taken.mjs')).to.equal(
      'The environment Tiger-v0 is contributed by @pomdp-gym/environment-tiger already, so the two cannot be loaded together: give it another id.',
    );
    expect(await refusal('run', 'Tiger-v0', 'uniform', '--plugin', './taken.mjs')).to.contain('Tiger-v0');
  });

  it('the id of a plugin that is checked where it lies is its own', async () => {
    const folder = dirname(dirname(fileURLToPath(import.meta.resolve('@pomdp-gym/policy-uniform'))));
    const outcomes = await checked(folder);
    expect(
      outcomes.every(({ verdict }) => verdict === 'passed'),
      JSON.stringify(outcomes),
    ).to.equal(true);
  });

  const options: [string, string][] = [
    ['gpomdp:beta=.9', 'estimator'],
    ['softmax', 'policy'],
    ['conjpomdp:maxIterations=5', 'optimizer'],
  ];
  for (const [name, kind] of options) {
    it(`check takes ${name}, ${kind} with options or without`, async () => {
      const outcomes = await checked(name);
      expect(outcomes.map((outcome) => outcome.kind)).to.include(kind);
      expect(
        outcomes.filter(({ verdict }) => verdict === 'broken'),
        JSON.stringify(outcomes),
      ).to.be.empty;
    });
  }

  it('check refuses options that the plugin does not have, with the nearest', async () => {
    const caught: unknown = await checked('Tiger-v0:acuracy=.9').catch((error: unknown) => error);
    expect(caught).to.have.property(
      'message',
      'There is no option acuracy of environment Tiger-v0. Did you mean accuracy?',
    );
  });
});
