/** Calls by name what no plugin may call: `forbidden(Math, 'random')`, `forbidden(Date, 'now')`. */
export function forbidden(owner: object, name: string): number {
  const method: unknown = Reflect.get(owner, name);
  return typeof method === 'function' ? Number(Reflect.apply(method, owner, [])) : NaN;
}
