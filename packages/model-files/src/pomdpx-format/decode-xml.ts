import { decodeUtf16 } from '../decode-utf16.js';

/** The text of an XML document, by the encoding it declares: UTF-8 unless it says otherwise and holds no UTF-8. */
export function decodeXml(bytes: Uint8Array): string {
  const wide = decodeUtf16(bytes);
  if (wide !== undefined) return wide;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}
