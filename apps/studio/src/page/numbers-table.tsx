import type { ComponentChildren } from 'preact';

interface NumbersTableProps {
  /** What the table holds, for those who do not see it. */
  readonly label: string;
  readonly heads: readonly string[];
  /** Whether the label stands above the table. */
  readonly isCaptioned?: boolean;
  /** Whether the table has so many rows that its region scrolls down, too. */
  readonly isTall?: boolean;
  /** The rows. */
  readonly children: ComponentChildren;
  /** What stands beneath the table. */
  readonly note?: ComponentChildren;
}

/** A table in a region that scrolls across where the table is wide. */
export function NumbersTable(props: NumbersTableProps) {
  const { label, heads, isCaptioned = false, isTall = false, children, note } = props;
  return (
    <div class={isTall ? 'wide tall' : 'wide'} tabIndex={0} role="region" aria-label={label}>
      <table>
        {isCaptioned && <caption>{label}</caption>}
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
      {note}
    </div>
  );
}
