/** A copy with properties that its type does not allow, as a plugin in JavaScript may return it; undefined leaves one out. */
export function untyped<T extends object>(value: T, changes: Readonly<Record<string, unknown>>): T {
  const changed = { ...value };
  for (const [name, replacement] of Object.entries(changes)) {
    if (replacement === undefined) Reflect.deleteProperty(changed, name);
    else Reflect.set(changed, name, replacement);
  }
  return changed;
}
