import { format } from 'prettier';

/** A file's text as prettier writes it in this workspace. */
export function formatted(text: string, path: string): Promise<string> {
  return format(text, { filepath: path, printWidth: 110, singleQuote: true, trailingComma: 'all' });
}
