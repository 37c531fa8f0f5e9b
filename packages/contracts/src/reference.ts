/** Names a recipe and its options: what a study writes. Plain JSON. */
export interface Reference {
  readonly id: string;
  readonly options: Readonly<Record<string, unknown>>;
}
