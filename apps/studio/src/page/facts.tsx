/** Named numbers with all their digits, or sentences where there is no number. */
export function Facts({ rows }: { readonly rows: readonly (readonly [name: string, shown: string])[] }) {
  return (
    <dl class="facts">
      {rows.map(([name, shown]) => (
        <>
          <dt key={name}>{name}</dt>
          <dd data-name={name}>{shown}</dd>
        </>
      ))}
    </dl>
  );
}
