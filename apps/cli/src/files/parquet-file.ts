import type { Datum } from '@pomdp-gym/figures';

/** Rows as a Parquet file: a column of doubles where every value is a number, of text otherwise. Its writer is loaded only here. */
export async function parquetFile(rows: readonly Datum[]): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columnData = names.map((name) => {
    const cells = rows.map((row) => row[name] ?? null);
    return cells.every((cell) => typeof cell !== 'string')
      ? { name, data: cells, type: 'DOUBLE' as const, nullable: true }
      : { name, data: cells.map(text), type: 'STRING' as const, nullable: true };
  });
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}

function text(cell: string | number | null): string | null {
  return cell === null ? null : String(cell);
}
