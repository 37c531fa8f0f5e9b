import type { Spec } from '@pomdp-gym/contracts';
import { z } from 'zod';
import { type Check, demand, NotDecided } from './check.js';

const ID = /^[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$/;

/** What of a spec every kind shares: its id, its summary and its options. */
type Description = Pick<Spec<unknown>, 'id' | 'summary' | 'options'>;

/** The rules that specs of every kind keep. */
export function specChecks(spec: Description): Check[] {
  return [
    {
      name: 'The id is letters and digits, in words joined by hyphens.',
      run: () =>
        demand(
          ID.test(spec.id),
          () => `The id ${JSON.stringify(spec.id)} is not letters and digits joined by hyphens.`,
        ),
    },
    {
      name: 'The summary is one line that ends in a full stop.',
      run: () =>
        demand(
          /^\S.*\.$/.test(spec.summary),
          () => `The summary ${JSON.stringify(spec.summary)} is not one line that ends in a full stop.`,
        ),
    },
    { name: 'Every option has a default and a description.', run: () => describedOptions(spec) },
    { name: 'The default options are allowed by their own schema.', run: () => allowedDefaults(spec) },
    { name: 'An option that does not exist is refused.', run: () => refusesUnknown(spec) },
  ];
}

function describedOptions({ options }: Description): void {
  const schema = z.toJSONSchema(options, { io: 'input', unrepresentable: 'any' });
  demand(schema.type === 'object', () => `The options schema is of type ${schema.type}, not an object.`);
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const described = typeof property === 'object' ? property : {};
    demand(
      Boolean(described.description),
      () => `The option ${name} has no description: add .describe('…').`,
    );
    demand(described.default !== undefined, () => `The option ${name} has no default: add .default(…).`);
  }
}

function allowedDefaults({ options }: Description): void {
  const { data: defaults, error } = options.safeParse({});
  if (error) {
    const names = [...new Set(error.issues.map(({ path }) => String(path[0])))].join(', ');
    throw new NotDecided(`These options have no default: ${names}. Add .default(…) first.`);
  }
  const again = options.safeParse(defaults);
  demand(
    again.success,
    () => `The defaults ${JSON.stringify(defaults)} break the schema: ${again.error?.issues[0]?.message}.`,
  );
}

function refusesUnknown({ options }: Description): void {
  demand(
    !options.safeParse({ 'no such option': 1 }).success,
    () => 'An unknown option is taken without a word: make the schema a z.strictObject.',
  );
}
