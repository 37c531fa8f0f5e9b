import {
  type Binder,
  contribute,
  type Environment,
  environment,
  type EnvironmentSpec,
  policy,
  recipe,
  type Spaces,
  tokenOf,
} from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { ContainerModule } from 'inversify';
import { z } from 'zod';
import { describeOptions } from './describe-options.js';
import { Registry } from './registry.js';

const spaces: Spaces = {
  observationSpace: { kind: 'discrete', size: 2 },
  actionSpace: { kind: 'discrete', size: 2 },
};

const tigerOptions = z.strictObject({
  accuracy: z.number().min(0.5).max(1).default(0.85).describe('how often it hears right'),
  doors: z.int().min(2).default(2).describe('how many doors'),
  size: z.array(z.int().min(1)).length(2).default([4, 4]).describe('of the house'),
  seen: z.enum(['growl', 'nothing']).default('growl').describe('what is heard'),
  step: z.number().positive().default(1).describe('how far a step goes'),
  patience: z.int().min(0).nullable().default(null).describe('steps before it roars'),
});

const madeWith: unknown[] = [];

const tiger = environment({
  id: 'Tiger-v0',
  summary: 'Two doors.',
  options: tigerOptions,
  create: (options): Environment => {
    if (options.doors > 9) throw new RangeError('A house has at most 9 doors.');
    madeWith.push(options);
    return {
      ...spaces,
      task: 'continuing',
      reset: () => 0,
      step: () => ({ observation: 0, reward: 0, ending: 'none' }),
    };
  },
});

const uniform = policy({
  id: 'uniform',
  summary: 'Any action.',
  options: z.strictObject({}),
  create: (_options, { actionSpace }) => ({
    reset: () => undefined,
    act: () => (actionSpace.kind === 'discrete' ? actionSpace.size - 1 : 0),
  }),
});

const moduleOf = (...contributions: ((binder: Binder) => void)[]) =>
  new ContainerModule((module) => contributions.forEach((each) => each(module)));
const environmentModule = (...specs: unknown[]) =>
  moduleOf(
    ...specs.map((spec) => (binder: Binder) => binder.bind(tokenOf('environment')).toConstantValue(spec)),
  );

async function refusal(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    expect(error).to.have.property('name', 'InputError');
    return (error as Error).message;
  }
  throw new Error('Nothing was refused.');
}

async function loaded(): Promise<Registry> {
  const registry = new Registry();
  await registry.load(environmentModule(tiger, { ...tiger, id: 'Hallway-v0' }), 'shipped');
  await registry.load(
    moduleOf((binder) => contribute(binder, 'policy', uniform)),
    'shipped-policies',
  );
  return registry;
}

describe('Registry', () => {
  it('lists what modules contribute, by kind and id, with its source', async () => {
    const registry = await loaded();
    expect(registry.list('environment').map(({ spec, source }) => [spec.id, source])).to.deep.equal([
      ['Hallway-v0', 'shipped'],
      ['Tiger-v0', 'shipped'],
    ]);
    expect(registry.get('policy', 'uniform').spec).to.equal(uniform);
    expect(registry.kindsOf('uniform')).to.deep.equal(['policy']);
  });

  it('makes a new thing at each call, with the defaults filled in and what it is given', async () => {
    const registry = await loaded();
    const reference = { id: 'Tiger-v0', options: { accuracy: 0.9 } };
    const first = registry.create('environment', reference);
    expect(registry.create('environment', reference)).to.not.equal(first);
    expect(madeWith.at(-1)).to.deep.equal({
      accuracy: 0.9,
      doors: 2,
      size: [4, 4],
      seen: 'growl',
      step: 1,
      patience: null,
    });
    expect(registry.create('policy', { id: 'uniform', options: {} }, spaces).act(0)).to.equal(1);
  });

  it('reads none as null where an option takes null, and no number stands for it', async () => {
    const registry = await loaded();
    const made = (patience: unknown) => {
      registry.create('environment', { id: 'Tiger-v0', options: { patience } });
      return madeWith.at(-1);
    };
    expect(made('none')).to.have.property('patience', null);
    expect(made(null)).to.have.property('patience', null);
    expect(made(0)).to.have.property('patience', 0);
    expect(
      registry.completeOptions('environment', { id: 'Tiger-v0', options: { patience: 'none' } }),
    ).to.have.property('patience', null);
    expect(await refusal(() => made('never'))).to.equal(
      'The option patience of environment Tiger-v0 is "never"; it must be a whole number of at least 0 or none.',
    );
    expect(
      await refusal(() => registry.create('environment', { id: 'Tiger-v0', options: { doors: 'none' } })),
    ).to.include('doors of environment Tiger-v0 is "none"; it must be a whole number');
  });

  const idRefusals: [string, 'environment' | 'policy', string, string][] = [
    ['the nearest', 'environment', 'Tigr-v0', 'There is no environment Tigr-v0. Did you mean Tiger-v0?'],
    ['a beginning', 'environment', 'hall', 'There is no environment hall. Did you mean Hallway-v0?'],
    [
      'all where none is near',
      'environment',
      'RockSample-v0',
      'There is no environment RockSample-v0. The environments are Hallway-v0 and Tiger-v0.',
    ],
    ['another kind', 'environment', 'uniform', 'uniform is a policy, where an environment is expected.'],
  ];
  for (const [what, kind, id, sentence] of idRefusals) {
    it(`refuses an unknown id with ${what}`, async () => {
      const registry = await loaded();
      expect(await refusal(() => registry.get(kind, id))).to.equal(sentence);
    });
  }

  it('says so where there is nothing of a kind', async () => {
    const registry = await loaded();
    expect(await refusal(() => registry.get('solver', 'sarsop'))).to.equal(
      'There is no solver sarsop. There are no solvers.',
    );
  });

  const optionRefusals: [string, unknown, string][] = [
    [
      'out of range',
      { accuracy: 1.5 },
      'The option accuracy of environment Tiger-v0 is 1.5; it must be a number from 0.5 to 1.',
    ],
    [
      'of the wrong type',
      { accuracy: 'high' },
      'The option accuracy of environment Tiger-v0 is "high"; it must be a number from 0.5 to 1.',
    ],
    [
      'not whole',
      { doors: 2.5 },
      'The option doors of environment Tiger-v0 is 2.5; it must be a whole number of at least 2.',
    ],
    [
      'no number',
      { step: NaN },
      'The option step of environment Tiger-v0 is NaN; it must be a number above 0.',
    ],
    [
      'not among the choices',
      { seen: 'roar' },
      'The option seen of environment Tiger-v0 is "roar"; it must be growl or nothing.',
    ],
    [
      'too short a list',
      { size: [4] },
      'The option size of environment Tiger-v0 is [4]; it must be a list of 2, each a whole number of at least 1.',
    ],
    [
      'with a bad part',
      { size: [4, 0] },
      'The option size.1 of environment Tiger-v0 is 0; size must be a list of 2, each a whole number of at least 1.',
    ],
    [
      'unknown but near',
      { acuracy: 0.9 },
      'There is no option acuracy of environment Tiger-v0. Did you mean accuracy?',
    ],
    [
      'unknown',
      { temperature: 0.9 },
      'There is no option temperature of environment Tiger-v0. The options are accuracy, doors, size, seen, step and patience.',
    ],
    ['no options at all', 7, 'The options of environment Tiger-v0 are names and values, not 7.'],
    [
      'what create cannot meet',
      { doors: 10 },
      'The environment Tiger-v0 cannot be made like this: A house has at most 9 doors.',
    ],
  ];
  for (const [what, options, sentence] of optionRefusals) {
    it(`refuses an option that is ${what}`, async () => {
      const registry = await loaded();
      const reference = { id: 'Tiger-v0', options: options as Record<string, unknown> };
      expect(await refusal(() => registry.create('environment', reference))).to.equal(sentence);
    });
  }

  it('names every wrong option at once', async () => {
    const registry = await loaded();
    const problems = registry.problems('environment', { id: 'Tiger-v0', options: { doors: 1, sead: 3 } });
    expect(problems.map(({ path }) => path)).to.deep.equal([['doors'], ['sead']]);
  });

  it('names the plugin whose create has a fault, and keeps what was thrown as the cause', async () => {
    const registry = new Registry();
    const thrown = new TypeError('x is not a function\nat all');
    const broken = {
      ...tiger,
      create: () => {
        throw thrown;
      },
    };
    await registry.load(environmentModule(broken), './broken.js');
    expect(() => registry.create('environment', { id: 'Tiger-v0', options: {} }))
      .to.throw(
        'The environment Tiger-v0, which ./broken.js contributes, throws as it is made ' +
          '(TypeError: x is not a function): its create is at fault.',
      )
      .that.includes({ name: 'InputError', cause: thrown });
  });

  it('forgets a plugin that it refused, so that it can be loaded where nothing stands in its way', async () => {
    const registry = new Registry();
    let broken = true;
    const module = moduleOf((binder) => {
      contribute(binder, 'environment', tiger);
      if (broken) throw new Error('not yet');
    });
    expect(await refusal(() => registry.load(module, 'mine'))).to.include('not yet');
    broken = false;
    expect((await registry.load(module, 'mine')).map(({ spec }) => spec.id)).to.deep.equal(['Tiger-v0']);
  });

  it('unloads a plugin that it refused, and no other', async () => {
    const registry = await loaded();
    const unloaded: string[] = [];
    const told = (...ids: string[]) =>
      new ContainerModule(({ bind }) => {
        for (const id of ids) {
          const bound = bind<EnvironmentSpec>(tokenOf('environment')).toConstantValue({ ...tiger, id });
          bound.onDeactivation(() => void unloaded.push(id));
        }
      });
    await registry.load(told('Kept-v0'), 'kept');
    expect(await refusal(() => registry.load(told('Own-v0', 'Tiger-v0'), 'mine'))).to.include('already');
    expect(unloaded).to.have.members(['Own-v0', 'Tiger-v0']);
    expect(registry.find('environment', 'Kept-v0')?.source).to.equal('kept');
  });

  const pluginRefusals: [string, unknown, string][] = [
    [
      'exports nothing',
      undefined,
      'The plugin mine exports no ContainerModule by default. End it with: export default new ',
    ],
    [
      'exports a spec',
      tiger,
      'The plugin mine exports the spec Tiger-v0, and no ContainerModule that contributes it, by default. End it with: ',
    ],
    [
      'exports a class',
      class Odd {
        id = 1;
      },
      'The plugin mine exports the class Odd, and no ContainerModule, by default. End it with: ',
    ],
    [
      'exports a function',
      () => undefined,
      'The plugin mine exports a function, and no ContainerModule around it, by default. End it with: ',
    ],
    [
      'contributes to a kind that does not exist',
      moduleOf((module) => module.bind(Symbol.for('pomdp-gym/enviroment')).toConstantValue(tiger)),
      'The plugin mine contributes to enviroment, which is no kind. Did you mean environment?',
    ],
    [
      'has a class for its create',
      environmentModule({
        ...tiger,
        id: 'New-v0',
        create: class Odd {
          id = 1;
        },
      }),
      'The plugin mine contributes an environment New-v0 that is no spec: its create is the class Odd: write (options) => new Odd(options).',
    ],
    [
      'has an id with a blank',
      environmentModule({ ...tiger, id: 'New tiger-v0' }),
      'The plugin mine contributes an environment New tiger-v0 that is no spec: its id has other characters than letters, digits and hyphens.',
    ],
    [
      'contributes nothing',
      moduleOf(),
      'The plugin mine contributes nothing. Call contribute(module, kind, spec)',
    ],
    [
      'throws while contributing',
      moduleOf(() => {
        throw new Error('no licence\nat all');
      }),
      'The plugin mine throws while contributing (Error: no licence). Its module function should only call',
    ],
    [
      'takes an id that is taken',
      environmentModule(tiger),
      'The plugin mine contributes the environment Tiger-v0, which shipped has contributed already. Load only one',
    ],
    [
      'contributes an id twice',
      environmentModule({ ...tiger, id: 'New-v0' }, { ...tiger, id: 'New-v0' }),
      'The plugin mine contributes the environment New-v0 twice. Give each an id of its own.',
    ],
    [
      'has no id',
      environmentModule({ ...tiger, id: ' ' }),
      'The plugin mine contributes an environment that is no spec: it has no id (text).',
    ],
    [
      'has no summary, options or create',
      environmentModule({ id: 'New-v0' }),
      'The plugin mine contributes an environment New-v0 that is no spec: it has no summary (one sentence), its options are no ' +
        'zod 4 schema (z.strictObject), it has no create function.',
    ],
    [
      'contributes no object',
      environmentModule(undefined),
      'The plugin mine contributes an environment that is no spec: it is undefined, and no object.',
    ],
  ];
  for (const [what, plugin, sentence] of pluginRefusals) {
    it(`refuses a plugin that ${what}, and keeps nothing of it`, async () => {
      const registry = await loaded();
      const message = await refusal(() => registry.load(plugin, 'mine'));
      expect(message.slice(0, sentence.length)).to.equal(sentence);
      expect(registry.list('environment')).to.have.length(2);
      const next = await registry.load(environmentModule({ ...tiger, id: 'Next-v0' }), 'next');
      expect(next.map(({ spec }) => spec.id)).to.deep.equal(['Next-v0']);
    });
  }
});

describe('Recipes among the options of a recipe', () => {
  const inside = policy({
    id: 'inside',
    summary: 'One with an option.',
    options: z.strictObject({ depth: z.int().min(1).default(2).describe('how deep') }),
    create: ({ depth }, { actionSpace }) => ({
      reset: () => undefined,
      act: () => (actionSpace.kind === 'discrete' ? depth : 0),
    }),
  });
  const team = policy({
    id: 'team',
    summary: 'Several that take turns.',
    options: z.strictObject({
      members: z.array(recipe('policy', 'inside')).prefault([]).describe('who'),
      leader: recipe('policy', 'inside').describe('who begins'),
      turns: z.int().default(1).describe('how long each acts'),
    }),
    create: ({ members, leader }, given) => {
      const policies = [leader, ...members].map((member) => member.create(given));
      return { reset: () => undefined, act: (seen) => policies.at(-1)!.act(seen) };
    },
  });

  let registry: Registry;
  before(async () => {
    registry = new Registry();
    const module = moduleOf(
      (binder) => contribute(binder, 'policy', inside),
      (binder) => contribute(binder, 'policy', team),
      (binder) => contribute(binder, 'environment', tiger),
    );
    await registry.load(module, './team');
  });

  const nested = { id: 'team', options: { members: ['inside', { id: 'inside', options: { depth: 7 } }] } };

  it('are made with what the whole is given', () => {
    expect(registry.create('policy', { id: 'team', options: {} }, spaces).act(0)).to.equal(2);
    expect(registry.create('policy', nested, spaces).act(0)).to.equal(7);
    const deep = { id: 'team', options: { members: [nested] } };
    expect(registry.create('policy', deep, spaces).act(0)).to.equal(7);
  });

  it('are refused in their own words, where they stand', () => {
    const refused = (options: object) => registry.problems('policy', { id: 'team', options: { ...options } });
    expect(refused({ members: [{ id: 'inside', options: { depth: 0 } }] })).to.deep.equal([
      {
        path: ['members', 0, 'options', 'depth'],
        message: 'The option depth of policy inside is 0; it must be a whole number of at least 1.',
      },
    ]);
    expect(refused({ leader: 'insid' })).to.deep.equal([
      { path: ['leader', 'id'], message: 'There is no policy insid. Did you mean inside?' },
    ]);
    expect(refused({ leader: 'Tiger-v0' })[0]!.message).to.equal(
      'Tiger-v0 is an environment, where a policy is expected.',
    );
    expect(refused({ leader: 3 })[0]!.message).to.equal(
      'The option leader of policy team is 3; it must be a policy: an id, or a mapping of id and options.',
    );
    expect(refused({ leader: { id: 'team', options: { members: ['x'] } } })[0]!.path).to.deep.equal([
      ...['leader', 'options', 'members', 0, 'id'],
    ]);
    expect(() => registry.create('policy', { id: 'team', options: { leader: 'insid' } }, spaces)).to.throw(
      'There is no policy insid.',
    );
  });

  it('are completed with all their options', () => {
    const leader = { id: 'inside', options: { depth: 2 } };
    expect(registry.completeOptions('policy', nested)).to.deep.equal({
      members: [leader, { id: 'inside', options: { depth: 7 } }],
      leader,
      turns: 1,
    });
    const unknown = { leader: 'insid' };
    expect(registry.completeOptions('policy', { id: 'team', options: unknown })).to.deep.equal({
      members: [],
      leader: { id: 'insid', options: {} },
      turns: 1,
    });
  });

  it('are listed with those within them', () => {
    const found = registry.recipesWithin('policy', { id: 'team', options: { leader: nested } });
    expect(found.map(({ kind, reference }) => `${kind} ${reference.id}`)).to.deep.equal([
      'policy team',
      'policy inside',
      'policy inside',
      'policy inside',
    ]);
    expect(registry.recipesWithin('policy', { id: 'nobody', options: {} })).to.deep.equal([]);
  });

  it('are made through the spec of an entry too, by another registry where they are unknown here', async () => {
    const alone = new Registry();
    await alone.load(
      moduleOf((binder) => contribute(binder, 'policy', team)),
      './alone',
    );
    const spec = alone.boundSpec(alone.get('policy', 'team'), registry);
    expect(spec.create(spec.options.parse({}), spaces).act(0)).to.equal(2);
    const stuck = alone.boundSpec(alone.get('policy', 'team'));
    expect(() => stuck.create(stuck.options.parse({}), spaces)).to.throw('There is no policy inside.');
  });

  it('are described by their kind', () => {
    const [members, leader] = describeOptions(team.options);
    expect(members!.accepts).to.equal('a list, each a policy: an id, or a mapping of id and options');
    expect(leader).to.deep.equal({
      name: 'leader',
      description: 'who begins',
      accepts: 'a policy: an id, or a mapping of id and options',
      default: 'inside',
    });
  });
});
