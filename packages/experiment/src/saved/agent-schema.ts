import { suggestion } from '@pomdp-gym/registry';
import { z } from 'zod';
import { AGENT_FORMAT, AGENT_VERSION } from './saved-agent.js';

// Messages go on from the name of what they are about: `steps` + `must be …`.

const whole = (least: number) => {
  const error = `must be a whole number of at least ${least}`;
  return z.int({ error }).min(least, { error });
};
const text = z.string({ error: 'must be text' });
const numbers = z.array(z.number({ error: 'must be a finite number' }), {
  error: 'must be a list of numbers',
});
const texts = z.record(z.string(), text, { error: 'must be a mapping of names to texts' });

/** An object with these keys and no others. */
function object<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys')
        return `must be an object with ${Object.keys(shape).join(', ')}`;
      const [key = ''] = issue.keys as string[];
      return `is not known here. ${suggestion(key, Object.keys(shape), 'keys')}`;
    },
  });
}

const discount = { error: 'must be a number from 0 to below 1' };

const policies = {
  parameters: object({ kind: z.literal('parameters'), theta: numbers }),
  controller: object({
    kind: z.literal('controller'),
    nodes: whole(1),
    observations: whole(1),
    actions: whole(1),
    start: numbers,
    actionProbabilities: numbers,
    successorProbabilities: numbers,
  }),
  vectors: object({
    kind: z.literal('vectors'),
    discount: z.number(discount).min(0, discount).lt(1, discount),
    states: whole(1),
    actions: whole(1),
    vectors: z
      .array(object({ action: whole(0), values: numbers }), { error: 'must be a list of vectors' })
      .min(1, { error: 'must hold a vector' }),
  }),
  recipe: object({ kind: z.literal('recipe') }),
};

const policy = z.discriminatedUnion(
  'kind',
  [policies.parameters, policies.controller, policies.vectors, policies.recipe],
  { error: `must be an object whose kind is ${Object.keys(policies).join(', ')}` },
);

/** A trained agent as its file holds it; its study is read by `parseStudy`. */
export const agentSchema = object({
  format: z.literal(AGENT_FORMAT, { error: `must be "${AGENT_FORMAT}"` }),
  version: z.literal(AGENT_VERSION, {
    error: `must be ${AGENT_VERSION}, the version of the format that this program reads`,
  }),
  study: z.unknown(),
  steps: whole(0),
  ended: text,
  look: whole(1).optional(),
  policy,
  model: text.optional(),
  provenance: object({
    versions: texts,
    build: text,
    plugins: z.array(object({ name: text, digest: text }), { error: 'must be a list of plugins' }),
    files: texts,
  }),
});
