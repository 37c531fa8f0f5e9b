/** How a column of a table stands. */
export interface ColumnStyle {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

/** How a terminal sets parts of a text apart. Each function returns its text with what the terminal needs around it. */
export interface TextStyle {
  bold(text: string): string;
  dim(text: string): string;
  yellow(text: string): string;
  /** A table of text, its columns as wide as what stands in them, which may hold what the functions above return. */
  table(columns: readonly ColumnStyle[], rows: readonly (readonly string[])[]): string;
}
