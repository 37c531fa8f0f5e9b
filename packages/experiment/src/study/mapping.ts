import { suggestion } from '@pomdp-gym/registry';
import { z } from 'zod';

/** A mapping with these keys and no others. */
export function mapping<Shape extends z.ZodRawShape>(what: string, shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return `must be ${what}`;
      const [key = ''] = issue.keys as string[];
      return `is not known here. ${suggestion(key, Object.keys(shape), 'keys')}`;
    },
  });
}
