import type { z } from 'zod';

type Node = z.core.JSONSchema._JSONSchema;

/** Other values that an option may have, by its JSON schema and its present value; some may be refused all the same. */
export function otherValues(schema: Node | undefined, value: unknown): unknown[] {
  const found = candidates(schema, value);
  return found.filter((other) => JSON.stringify(other) !== JSON.stringify(value));
}

function candidates(schema: Node | undefined, value: unknown): unknown[] {
  if (typeof schema !== 'object') return byValue(value);
  const { enum: listed, const: only, anyOf, oneOf, minimum, maximum, default: usual } = schema;
  const parts = [...(anyOf ?? []), ...(oneOf ?? [])];
  return [
    ...(listed ?? []),
    ...(only === undefined ? [] : [only]),
    ...(usual === undefined ? [] : [usual]),
    ...parts.flatMap((part) => candidates(part, value)),
    ...(schema.type === 'boolean' ? [true, false] : []),
    ...(schema.type === 'number' || schema.type === 'integer' ? numbersNear(value, minimum, maximum) : []),
    ...byValue(value),
  ];
}

function byValue(value: unknown): unknown[] {
  return Array.isArray(value) ? listsNear(value) : [];
}

/** Numbers about the present one, those between it and the limits, and the limits. */
function numbersNear(value: unknown, least = -Infinity, most = Infinity): number[] {
  const x = typeof value === 'number' ? value : 1;
  const limits = [least, most].filter((limit) => Number.isFinite(limit) && Math.abs(limit) < 1e6);
  const between = limits.map((limit) => (x + limit) / 2);
  const found = [
    x + 1,
    x - 1,
    ...between,
    2 * x,
    x / 2,
    ...between.map(Math.round),
    10 * x,
    -x,
    0,
    1,
    ...limits,
  ];
  return found.filter((other) => other >= least && other <= most);
}

/** A list with an entry less, the first or the last, an entry twice, backwards, and with each number changed. */
function listsNear(list: readonly unknown[]): unknown[] {
  const changed = list.flatMap((entry, i) =>
    typeof entry === 'number' ? [entry + 1, entry - 1, entry / 2].map((other) => list.with(i, other)) : [],
  );
  return [list.slice(0, -1), list.slice(1), [...list, ...list.slice(-1)], [...list].reverse(), ...changed];
}
