import { z } from 'zod';
import { Corridor } from './corridor.js';
import { environmentBug } from './environment-bug.js';

const create = () => new Corridor();

/** Mistakes in what a plugin says of itself. The rules on them are those of every kind. */
export const specBugs = [
  environmentBug({
    name: 'id-of-two-words',
    wrong: 'The id has a blank in it.',
    rule: 'The id is letters and digits, in words joined by hyphens.',
    create,
    spec: { id: 'Dark corridor-v0' },
  }),
  environmentBug({
    name: 'id-without-version',
    wrong: 'The id has no version.',
    rule: 'The id of an environment ends in its version, as in Tiger-v0.',
    create,
    spec: { id: 'Corridor' },
  }),
  environmentBug({
    name: 'summary-without-full-stop',
    wrong: 'The summary is a title in place of a sentence.',
    rule: 'The summary is one line that ends in a full stop.',
    create,
    spec: { summary: 'Dark corridor' },
  }),
  environmentBug({
    name: 'option-without-description',
    wrong: 'An option has a default and no description.',
    rule: 'Every option has a default and a description.',
    create,
    spec: { options: z.strictObject({ length: z.int().min(3).default(5) }) },
  }),
  environmentBug({
    name: 'default-out-of-range',
    wrong: 'The default of an option is larger than its own maximum.',
    rule: 'The default options are allowed by their own schema.',
    create,
    spec: { options: z.strictObject({ slip: z.number().max(1).default(20).describe('Chance to slip') }) },
  }),
  environmentBug({
    name: 'options-take-anything',
    wrong: 'The schema is z.object, so a misspelt option is ignored.',
    rule: 'An option that does not exist is refused.',
    create,
    spec: { options: z.object({}) },
  }),
];
