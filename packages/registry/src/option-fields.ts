import type { TabledKind } from '@pomdp-gym/contracts';
import type { ZodType } from 'zod';
import { propertiesOf, type Property } from './option-properties.js';

/** How a form takes one option in. */
export type OptionField =
  /** `isWhole`: a whole number. */
  | { readonly input: 'number'; readonly isWhole: boolean }
  /** One of these. */
  | { readonly input: 'choice'; readonly choices: readonly (string | number | boolean)[] }
  | { readonly input: 'text' }
  /** The id of something of this kind, and its options. */
  | { readonly input: 'recipe'; readonly kind: TabledKind }
  /** Anything else, written as JSON. */
  | { readonly input: 'value' };

/** The field of each option of a schema, by name. */
export function optionFields(schema: ZodType): Readonly<Record<string, OptionField>> {
  return Object.fromEntries(
    Object.entries(propertiesOf(schema)).map(([name, property]) => [name, fieldOf(property)]),
  );
}

/** An option that takes null besides has the field of what it takes else: null is written as `none`. */
function fieldOf(property: Property): OptionField {
  const { type, anyOf, recipe, enum: choices } = property;
  if (recipe) return { input: 'recipe', kind: recipe };
  if (choices) return { input: 'choice', choices: choices.filter(isPlain) };
  const others = anyOf?.filter((each) => each.type !== 'null') ?? [];
  if (others.length === 1) return fieldOf(others[0]!);
  switch (type) {
    case 'integer':
    case 'number':
      return { input: 'number', isWhole: type === 'integer' };
    case 'boolean':
      return { input: 'choice', choices: [true, false] };
    case 'string':
      return { input: 'text' };
    default:
      return { input: 'value' };
  }
}

function isPlain(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
