import { maskedCrc32c } from './crc32c.js';

/** A field of a message: a number, or bytes that are a text or a message of their own. */
export type Field = readonly [number: number, value: number | Uint8Array];

/** The records of a file, each held to both of its checksums. */
export function readRecords(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const records: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = Number(view.getBigUint64(at, true));
    hold(view.getUint32(at + 8, true), bytes.subarray(at, at + 8));
    const data = bytes.subarray(at + 12, at + 12 + length);
    if (data.length !== length) throw new Error('The last record is cut short.');
    hold(view.getUint32(at + 12 + length, true), data);
    records.push(data);
    at += 16 + length;
  }
  return records;
}

function hold(checksum: number, data: Uint8Array): void {
  if (maskedCrc32c(data) !== checksum) throw new Error('A checksum does not fit.');
}

/** The fields of a message, in their order. */
export function fieldsOf(bytes: Uint8Array): Field[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fields: Field[] = [];
  let at = 0;
  const varint = () => {
    let [value, scale] = [0, 1];
    for (; bytes[at]! >= 128; at++, scale *= 128) value += (bytes[at]! - 128) * scale;
    return value + bytes[at++]! * scale;
  };
  const taken = (length: number) => bytes.subarray(at, (at += length));
  const fixed = (length: number, value: number) => {
    at += length;
    return value;
  };
  while (at < bytes.length) {
    const key = varint();
    const read = [
      varint,
      () => fixed(8, view.getFloat64(at, true)),
      () => taken(varint()),
      undefined,
      undefined,
      () => fixed(4, view.getFloat32(at, true)),
    ][key % 8];
    if (!read) throw new Error(`There is no wire type ${key % 8} in events.`);
    fields.push([Math.floor(key / 8), read()]);
  }
  return fields;
}
