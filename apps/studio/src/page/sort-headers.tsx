interface SortHeaderProps {
  readonly title: string;
  /** The column, as an order names it. */
  readonly column: string;
  /** The order that is shown. */
  readonly order: string;
  readonly onSort: (order: string) => void;
}

interface SortHeadersProps extends Pick<SortHeaderProps, 'order' | 'onSort'> {
  readonly heads: readonly (readonly [column: string, title: string])[];
}

/** The heads of all columns that rows are sorted by. */
export function SortHeaders({ heads, order, onSort }: SortHeadersProps) {
  return (
    <>
      {heads.map(([column, title]) => (
        <SortHeader key={column} {...{ title, column, order, onSort }} />
      ))}
    </>
  );
}

/** The head of a column that rows are sorted by: first the greatest first, then the least, then as the study has them. */
function SortHeader({ title, column, order, onSort }: SortHeaderProps) {
  const state = order === `-${column}` ? 'descending' : order === column ? 'ascending' : 'none';
  const next = { none: `-${column}`, descending: column, ascending: '' }[state];
  return (
    <th role="columnheader" scope="col" aria-sort={state}>
      <button type="button" class="link sort" onClick={() => onSort(next)}>
        {title}
        <span aria-hidden="true">{{ none: '', descending: ' ▾', ascending: ' ▴' }[state]}</span>
      </button>
    </th>
  );
}
