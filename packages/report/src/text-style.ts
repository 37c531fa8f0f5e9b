/** How a terminal sets parts of a text apart. Each function returns its text with what the terminal needs around it. */
export interface TextStyle {
  bold(text: string): string;
  dim(text: string): string;
  yellow(text: string): string;
}

/** Sets nothing apart. */
export const plainText: TextStyle = { bold: String, dim: String, yellow: String };
