import { expect } from 'chai';
import { z } from 'zod';
import type { Optimizer } from './optimizer.js';
import { isRecipe, kindOfRecipe, recipe, recipeOf, recipesIn, replaceRecipes } from './recipe.js';
import { optimizer } from './spec.js';

const still: Optimizer = { ascend: async function* () {} };
const made: unknown[] = [];

const small = optimizer({
  id: 'small',
  summary: 'A small one.',
  options: z.strictObject({ step: z.number().default(2).describe('How far') }),
  create: (chosen, random) => {
    made.push([chosen.step, random]);
    return still;
  },
});

const schema = z.strictObject({
  optimizer: recipe('optimizer', 'small').describe('The one inside'),
  team: z.array(recipe('policy', 'softmax')).prefault([]).describe('All of them'),
  depth: z.number().default(1).describe('A plain one'),
});

describe('recipe', () => {
  it('reads an id, a mapping of id and options, and its default', () => {
    for (const [written, expected] of [
      [undefined, { id: 'small', options: {} }],
      ['big', { id: 'big', options: {} }],
      [{ id: 'big' }, { id: 'big', options: {} }],
      [
        { id: 'big', options: { step: 3 } },
        { id: 'big', options: { step: 3 } },
      ],
    ] as const) {
      const { optimizer: found } = schema.parse({ ...(written !== undefined && { optimizer: written }) });
      expect({ id: found.id, options: found.options }).to.deep.equal(expected);
      expect(isRecipe(found, 'optimizer')).to.equal(true);
      expect(isRecipe(found, 'policy')).to.equal(false);
    }
  });

  it('refuses anything else', () => {
    for (const none of [3, '', null, [], {}, { id: 'a', option: {} }, { id: 'a', options: 3 }])
      expect(schema.safeParse({ optimizer: none }).success, JSON.stringify(none)).to.equal(false);
    const foreign = schema.parse({ team: ['a'] }).team[0];
    expect(schema.safeParse({ optimizer: foreign }).success).to.equal(false);
  });

  it('shows its kind and its default in the JSON schema of the options', () => {
    const { properties } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    expect(properties?.['optimizer']).to.deep.equal({
      recipe: 'optimizer',
      default: 'small',
      description: 'The one inside',
    });
  });

  it('is made by a registry, not by the schema', () => {
    expect(() => schema.parse({}).optimizer.create())
      .to.throw('a registry makes both')
      .with.property('name', 'InputError');
  });

  it('is found among options, in lists too, and replaced in a copy', () => {
    const options = schema.parse({ team: ['a', { id: 'b', options: { x: [1] } }] });
    const found = recipesIn(options);
    expect(found.map(({ path }) => path)).to.deep.equal([['optimizer'], ['team', 0], ['team', 1]]);
    expect(found.map((each) => kindOfRecipe(each.recipe))).to.deep.equal(['optimizer', 'policy', 'policy']);
    const named = replaceRecipes(options, { ...options }, ({ id }) => id.toUpperCase());
    expect(named).to.deep.equal({ optimizer: 'SMALL', team: ['A', 'B'], depth: 1 });
    expect(options.team[0]!.id).to.equal('a');
    const plain = { list: [1, { a: 2 }] };
    expect(replaceRecipes(plain, plain, () => 0)).to.equal(plain);
  });
});

describe('recipeOf', () => {
  it('makes by its spec, with defaults for what is left out, and passes through the schema', () => {
    const { optimizer: found } = schema.parse({ optimizer: recipeOf('optimizer', small) });
    expect(found.create()).to.equal(still);
    recipeOf('optimizer', small, { step: 5 }).create();
    expect(made).to.deep.equal([
      [2, undefined],
      [5, undefined],
    ]);
    expect(() => recipeOf('optimizer', small, { stop: 5 }).create()).to.throw();
  });
});
