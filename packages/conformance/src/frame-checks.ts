import type { Environment } from '@pomdp-gym/contracts';
import { z } from 'zod';
import { type Check, demand } from './check.js';
import type { EnvironmentTrial } from './environment-trial.js';
import { sameBits } from './walk.js';
import { eventNumbers } from './walk.js';

const PLAYED = { steps: 150 };

/** The rules of an environment that draws itself: none where it has no `frame`. */
export function frameChecks(example: Environment | undefined, trial: EnvironmentTrial): Check[] {
  if (!example?.frame) return [];
  return [
    {
      name: 'Before the first reset frame() throws.',
      run: () =>
        demand(throwsAtFirst(trial.create()), () => 'frame() returns a picture before the first reset.'),
    },
    {
      name: 'frame() returns a Frame: lines of spans with a text and a role each, facts as text, and at most a whole <svg>.',
      run: () => wellFormed(trial),
    },
    {
      name: 'frame() changes nothing: the path goes on to the bit, and the picture is the same each time.',
      run: () => pure(trial),
    },
  ];
}

function throwsAtFirst(environment: Environment): boolean {
  try {
    environment.frame?.();
    return false;
  } catch {
    return true;
  }
}

/** Scripts, pages within the drawing, and links and sources that are neither a part of it (#…) nor an image in it (data:image/…). */
const LEADS_OUT = /<script|<foreignObject|<a[\s>]|\b(?:href|src)\s*=(?!\s*["']?(?:#|data:image\/))/i;
const roles = ['wall', 'floor', 'agent', 'goal', 'hazard', 'object', 'label'] as const;
const line = z.string().regex(/^[^\n\r]*$/, 'a text within one line');
const frameSchema = z.object({
  picture: z.array(z.array(z.object({ text: line, role: z.enum(roles) }))),
  facts: z.record(z.string(), z.string()),
  svg: z
    .string()
    .regex(/^\s*<svg[\s>][^]*<\/svg>\s*$/, 'one whole <svg> element')
    .refine((svg) => !LEADS_OUT.test(svg), 'no script, no foreign object and no link')
    .optional(),
});

function wellFormed(trial: EnvironmentTrial): void {
  const environment = trial.create();
  let event = 0;
  for (const { action } of trial.walk(environment, 7, PLAYED)) {
    const parsed = frameSchema.safeParse(environment.frame?.());
    const when = action === undefined ? 'After a reset' : `After step ${event}`;
    demand(parsed.success, () => `${when} frame() is no Frame: ${parsed.error && problemOf(parsed.error)}.`);
    event++;
  }
}

function problemOf({ issues: [issue] }: z.ZodError): string {
  const place = issue?.path.join('.') ?? '';
  return `${place === '' ? 'it' : place}: ${issue?.message}`;
}

/** One environment is played alone; of two others each picture is taken twice, and held to the other's. */
function pure(trial: EnvironmentTrial): void {
  const [alone, drawn, twin] = [trial.create(), trial.create(), trial.create()];
  const [first, second] = [trial.walk(drawn, 7, PLAYED), trial.walk(twin, 7, PLAYED)];
  let event = 0;
  for (const expected of trial.walkNumbers(alone, 7, PLAYED)) {
    const [one, two] = [first.next().value, second.next().value];
    const found = one ? eventNumbers(one) : [];
    demand(
      two !== undefined && sameBits(found, expected),
      () =>
        `Event ${event} is (${found.join(', ')}) where frame() was called before, and (${expected.join(', ')}) where not.`,
    );
    const [picture, again, other] = [drawn, drawn, twin].map((each) => JSON.stringify(each.frame?.()));
    demand(
      picture === again,
      () => `Called twice at event ${event}, frame() returns ${picture}, then ${again}.`,
    );
    demand(
      picture === other,
      () => `With the same seed frame() returns ${picture} at event ${event}, and ${other}.`,
    );
    event++;
  }
}
