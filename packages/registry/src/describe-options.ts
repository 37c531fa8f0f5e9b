import { kinds } from '@pomdp-gym/contracts';
import type { ZodType } from 'zod';
import { propertiesOf, type Property } from './option-properties.js';
import { alternatives } from './suggestion.js';

/** One option of a spec, for people: help, forms, the reference page. */
export interface OptionDescription {
  readonly name: string;
  readonly description: string;
  /** What it may be, in words: `a number from 0 to 1`. */
  readonly accepts: string;
  readonly default: unknown;
}

/** The options of a schema in its own order. */
export function describeOptions(schema: ZodType): OptionDescription[] {
  return Object.entries(propertiesOf(schema)).map(([name, property]) => ({
    name,
    description: property.description ?? '',
    accepts: acceptedBy(property),
    default: property.default,
  }));
}

/** The word for null where a person writes an option: `horizon=none`. */
const NONE = 'none';

/** The options with null in place of the word `none`, where an option takes null and no text. */
export function withNone<Options>(schema: ZodType, options: Options): Options | Record<string, unknown> {
  if (typeof options !== 'object' || options === null || !Object.values(options).includes(NONE))
    return options;
  const properties = propertiesOf(schema);
  return Object.fromEntries(
    Object.entries(options).map(([name, value]: [string, unknown]) => [
      name,
      value === NONE && takesNone(properties[name]) ? null : value,
    ]),
  );
}

function takesNone({ anyOf = [] }: Property = {}): boolean {
  const types = anyOf.map(({ type }) => type);
  return types.includes('null') && !types.includes('string');
}

function acceptedBy(property: Property): string {
  if (property.recipe) return `${kinds[property.recipe].article}: an id, or a mapping of id and options`;
  if (property.enum) return alternatives(property.enum.map(String));
  if (property.anyOf) return alternatives(property.anyOf.map(acceptedBy));
  switch (property.type) {
    case 'integer':
      return `a whole number${range(property)}`;
    case 'number':
      return `a number${range(property)}`;
    case 'boolean':
      return 'true or false';
    case 'string':
      return 'text';
    case 'array':
      return acceptedList(property);
    case 'null':
      return NONE;
    default:
      return 'a value of its own form';
  }
}

function acceptedList({ items = {}, minItems, maxItems }: Property): string {
  const count = minItems !== undefined && minItems === maxItems ? ` of ${minItems}` : '';
  return `a list${count}, each ${acceptedBy(items)}`;
}

function range({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Property): string {
  const low = minimum === undefined || minimum === Number.MIN_SAFE_INTEGER ? undefined : minimum;
  const high = maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  if (low !== undefined && high !== undefined) return ` from ${low} to ${high}`;
  const bounds = [
    low !== undefined && `of at least ${low}`,
    exclusiveMinimum !== undefined && `above ${exclusiveMinimum}`,
    high !== undefined && `of at most ${high}`,
    exclusiveMaximum !== undefined && `below ${exclusiveMaximum}`,
  ].filter((bound) => bound !== false);
  return bounds.length === 0 ? '' : ` ${bounds.join(' and ')}`;
}
