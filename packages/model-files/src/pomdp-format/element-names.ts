/** How the elements of a model are called in a file: by name where the format takes the names, else by number. */
export interface ElementNames {
  readonly states: readonly string[];
  readonly actions: readonly string[];
  readonly observations: readonly string[];
}
