import { InputError, type Space } from '@pomdp-gym/contracts';
import { z } from 'zod';
import { spaceJson } from './space-json.js';

/** The name and version of the protocol, which the first message of a server carries. A client refuses any other. */
export const PROTOCOL = 'pomdp-gym/1';

/** The most environments that a server holds at a time. */
export const MOST_ENVIRONMENTS = 10_000;

const numbers = z
  .array(
    z
      .int()
      .min(0)
      .max(2 ** 31 - 1),
  )
  .min(1);

const request = z.discriminatedUnion('call', [
  z.strictObject({
    call: z.literal('reset'),
    seeds: z.array(z.int().min(0).nullable()).min(1),
    environments: numbers.optional(),
  }),
  z.strictObject({
    call: z.literal('step'),
    actions: z.array(z.array(z.unknown()).min(1)).min(1),
    environments: numbers.optional(),
    autoreset: z.boolean().default(false),
  }),
  z.strictObject({ call: z.literal('render'), environment: z.int().min(0).default(0) }),
  z.strictObject({ call: z.literal('free'), environments: numbers }),
  z.strictObject({ call: z.literal('close') }),
]);

/** What a client asks for, one line of JSON, with its defaults filled in. */
export type ParsedRequest = z.output<typeof request>;

/** A request of one kind, with its defaults filled in. */
export type Requested<Call extends ParsedRequest['call']> = Extract<ParsedRequest, { call: Call }>;

const hello = z.object({
  protocol: z.literal(PROTOCOL),
  environment: z.string(),
  task: z.enum(['continuing', 'episodic']),
  observationSpace: spaceJson,
  actionSpace: spaceJson,
  /** Whether `render` has a picture to return. */
  renders: z.boolean(),
  warnings: z.array(z.string()).default([]),
});

/** What a server writes first: what it serves. */
export type Hello = Omit<z.output<typeof hello>, 'observationSpace' | 'actionSpace'> & {
  readonly observationSpace: Space;
  readonly actionSpace: Space;
};

const failure = z.object({ error: z.string() });

/** What the other side reports in place of a reply: it is there, and goes on serving. */
export class ReportedError extends InputError {}

/** Reads a request. Throws an InputError: one sentence on the first thing that is wrong with it. */
export function readRequest(line: string): ParsedRequest {
  return parsed(line, request, 'message');
}

/** Reads the first line of a server. Throws a ReportedError where it is an error, an InputError where it is anything else. */
export function readHello(line: string): Hello {
  const value = parsedJson(line, 'first message');
  refuseFailure(value);
  const { protocol } = z.object({ protocol: z.unknown() }).catch({ protocol: undefined }).parse(value);
  if (protocol !== PROTOCOL)
    throw new InputError(
      `The first message names the protocol ${JSON.stringify(protocol) ?? 'nothing'}; this side speaks ${PROTOCOL}.`,
    );
  return checked(value, hello, 'first message');
}

/** Reads the reply to a request. Throws a ReportedError where it is an error, an InputError where it is no such reply. */
export function readReply<T>(line: string, schema: z.ZodType<T>): T {
  const value = parsedJson(line, 'reply');
  refuseFailure(value);
  return checked(value, schema, 'reply');
}

/** The line that reports an error. */
export function errorLine(sentence: string): string {
  return JSON.stringify({ error: sentence });
}

function refuseFailure(value: unknown): void {
  const { success, data } = failure.safeParse(value);
  if (success) throw new ReportedError(data.error);
}

function parsed<T>(line: string, schema: z.ZodType<T>, what: string): T {
  return checked(parsedJson(line, what), schema, what);
}

function checked<T>(value: unknown, schema: z.ZodType<T>, what: string): T {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  const place = issue && issue.path.length > 0 ? ` at ${issue.path.join('.')}` : '';
  throw new InputError(
    `A ${what} of the protocol ${PROTOCOL} is wrong${place}: ${issue?.message ?? 'unreadable'}.`,
  );
}

/** The most characters of a line that a sentence quotes. */
const QUOTED = 80;

function parsedJson(line: string, what: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    const start = line.length > QUOTED ? `${line.slice(0, QUOTED)}…` : line;
    throw new InputError(
      `A ${what} of the protocol ${PROTOCOL} is one JSON object a line, not ${JSON.stringify(start)}.`,
      { cause },
    );
  }
}
