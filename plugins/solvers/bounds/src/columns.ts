/** The columns of a table with entry s·A + u: one vector an action. */
export function columns(table: Float64Array, actions: number): Float64Array[] {
  return Array.from({ length: actions }, (_, u) => table.filter((_value, i) => i % actions === u));
}
