import { contentDigest } from '@pomdp-gym/registry/node';

/** A line of results as it was read. */
export type ReadLine =
  | { readonly value: Readonly<Record<string, unknown>>; readonly origin: unknown }
  /** Not JSON, without a check, or changed since it was written. */
  | { readonly problem: 'unreadable' | 'unchecked' | 'changed' };

/** A value as a line of JSON: with a digest of what it follows from (`origin`), and at its end one of the line (`check`). */
export function checkedLine(value: object, origin: string): string {
  const text = JSON.stringify({ ...value, origin });
  return `${text.slice(0, -1)},"check":"${checkOf(text)}"}`;
}

/** Reads such a line, and holds it to its check. */
export function readCheckedLine(line: string): ReadLine {
  const parsed = parseObject(line);
  if (!parsed) return { problem: 'unreadable' };
  const { origin, check, ...value } = parsed;
  if (check === undefined) return { problem: 'unchecked' };
  const [, text = ''] = /^(.*),"check":"[^"]*"\}$/s.exec(line) ?? [];
  return check === checkOf(`${text}}`) ? { value, origin } : { problem: 'changed' };
}

function checkOf(text: string): string {
  return contentDigest(text).slice(0, 8);
}

function parseObject(line: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(line);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : undefined;
  } catch {
    return undefined;
  }
}
