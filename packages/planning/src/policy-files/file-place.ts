import { InputError } from '@pomdp-gym/contracts';

/** Throws what is wrong with a file, and where: `file:line:column: …`. */
export function failAt(filename: string, text: string, offset: number, message: string): never {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - before.lastIndexOf('\n');
  throw new InputError(`${filename}:${line}:${column}: ${message}`);
}
