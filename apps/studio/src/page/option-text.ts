import type { Reference } from '@pomdp-gym/contracts';
import type { OptionField } from '@pomdp-gym/registry';

/** What a person wrote into the field of an option, as its value; undefined where nothing is written: the default. */
export function valueOfText(text: string, field: OptionField): unknown {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  switch (field.input) {
    case 'number':
      return Number.isFinite(Number(trimmed)) ? Number(trimmed) : trimmed;
    case 'choice':
      return field.choices.find((choice) => String(choice) === trimmed) ?? trimmed;
    case 'value':
      return jsonOf(trimmed);
    default:
      return trimmed;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A value as a person writes it; empty where it is left out. */
export function textOfValue(value: unknown): string {
  if (value === undefined) return '';
  if (value === null) return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A recipe among options: an id alone stands for one with all its options at their defaults. */
export function recipeOfValue(value: unknown): Reference | undefined {
  if (typeof value === 'string') return { id: value, options: {} };
  if (typeof value !== 'object' || value === null || !('id' in value) || typeof value.id !== 'string')
    return undefined;
  const options = 'options' in value && typeof value.options === 'object' ? value.options : {};
  return { id: value.id, options: { ...options } };
}

/** The options with one of them changed; left out where its value is undefined. */
export function withOption({ id, options }: Reference, name: string, value: unknown): Reference {
  const others = Object.entries(options).filter(([key]) => key !== name);
  const before = Object.keys(options).indexOf(name);
  if (value === undefined) return { id, options: Object.fromEntries(others) };
  const place = before < 0 ? others.length : before;
  return {
    id,
    options: Object.fromEntries([...others.slice(0, place), [name, value], ...others.slice(place)]),
  };
}
