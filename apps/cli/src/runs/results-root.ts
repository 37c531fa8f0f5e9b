/** Where results stand that no other folder is named for, a folder each, beside one another: they share their cells. */
export const RESULTS = 'results';

/** The name of a study as the name of a file. */
export function fileName(name: string): string {
  return name.replace(/[^\w.-]+/g, '-').replace(/^[-.]+|-+$/g, '') || 'study';
}
