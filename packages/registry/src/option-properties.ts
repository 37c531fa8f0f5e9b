import type { TabledKind } from '@pomdp-gym/contracts';
import { type ZodType, z } from 'zod';

/** The part of JSON Schema that options are written in. */
export interface Property {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly items?: Property;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly anyOf?: readonly Property[];
  readonly properties?: Readonly<Record<string, Property>>;
  /** The kind of an option that is a recipe. */
  readonly recipe?: TabledKind;
}

/** The options of a schema, by name, as JSON Schema has them. */
export function propertiesOf(schema: ZodType): Readonly<Record<string, Property>> {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Written;
  return Object.fromEntries(
    Object.entries(properties).map(([name, { type, ...property }]) => [
      name,
      { ...property, ...oneType(type) },
    ]),
  );
}

/** The options as zod writes them: types without limits stand in one list. */
interface Written {
  readonly properties?: Readonly<
    Record<string, Omit<Property, 'type'> & { readonly type?: string | readonly string[] }>
  >;
}

function oneType(type: string | readonly string[] | undefined): Pick<Property, 'type' | 'anyOf'> {
  if (type === undefined) return {};
  return typeof type === 'string' ? { type } : { anyOf: type.map((each) => ({ type: each })) };
}
