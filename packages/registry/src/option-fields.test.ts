import { recipe } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { z } from 'zod';
import { optionFields } from './option-fields.js';

describe('optionFields', () => {
  it('has a field of its own kind for each option of a schema', () => {
    const schema = z.strictObject({
      rate: z.number().min(0).default(0.5),
      nodes: z.int().default(2),
      ending: z.enum(['episode', 'absorbing']).default('episode'),
      printed: z.boolean().default(true),
      map: z.string().default('S.G'),
      inner: recipe('optimizer', 'conjpomdp'),
      list: z.array(z.number()).default([]),
    });
    expect(optionFields(schema)).to.deep.equal({
      rate: { input: 'number', isWhole: false },
      nodes: { input: 'number', isWhole: true },
      ending: { input: 'choice', choices: ['episode', 'absorbing'] },
      printed: { input: 'choice', choices: [true, false] },
      map: { input: 'text' },
      inner: { input: 'recipe', kind: 'optimizer' },
      list: { input: 'value' },
    });
  });

  it('looks past null, and leaves what may be of two forms to be written as a value', () => {
    const schema = z.strictObject({
      half: z.number().nullable().default(null),
      width: z.union([z.number(), z.array(z.number())]).default(1),
    });
    expect(optionFields(schema)).to.deep.equal({
      half: { input: 'number', isWhole: false },
      width: { input: 'value' },
    });
  });
});
