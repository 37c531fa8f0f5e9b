/** Symbols that stay on one line: |∇η|², and a name with its number. */
const SYMBOLS = /(\|∇η\|²|\S+ = \S+)/;

/** A name whose symbols are not broken over lines. */
function unbroken(name: string) {
  return name.split(SYMBOLS).map((part, i) => (i % 2 === 0 ? part : <span class="symbol">{part}</span>));
}

/** Named numbers with all their digits, or sentences where there is no number. */
export function Facts({ rows }: { readonly rows: readonly (readonly [name: string, shown: string])[] }) {
  return (
    <dl class="facts">
      {rows.map(([name, shown]) => (
        <>
          <dt key={name}>{unbroken(name)}</dt>
          <dd data-name={name}>{shown}</dd>
        </>
      ))}
    </dl>
  );
}
