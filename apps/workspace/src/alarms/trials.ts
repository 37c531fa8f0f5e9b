/** Every plugin under every seed; of the kinds in `spread`, seed s for plugin s mod n of the n of that kind, and seed 1 for each. */
export function* trials<Plugin extends { readonly kind: string }>(
  plugins: readonly Plugin[],
  seeds: number,
  spread: readonly string[],
): Generator<readonly [Plugin, number], void, undefined> {
  for (let seed = 1; seed <= seeds; seed++)
    for (const plugin of plugins) {
      const group = plugins.filter(({ kind }) => kind === plugin.kind);
      const isItsTurn = seed % group.length === group.indexOf(plugin);
      if (seed === 1 || isItsTurn || !spread.includes(plugin.kind)) yield [plugin, seed];
    }
}
