import { type Signal, signal } from '@preact/signals';
import type { ReadParts, RecipeParts, RunRecipe } from '../engine/calls.js';
import type { Engine } from '../engine/engine-client.js';

/** The recipe in the forms, taken apart, and what is wrong with it. */
export class RecipeDraft {
  readonly recipe: Signal<RunRecipe>;
  /** What is wrong with the recipe. */
  readonly problems = signal<readonly string[]>([]);
  readonly parts = signal<ReadParts>({ parts: null, problems: [] });
  /** The change of the parts that the recipe does not have yet; resolves to whether it can be written. */
  private writing: Promise<boolean> | undefined;

  constructor(
    private readonly engine: Engine,
    recipe: RunRecipe,
  ) {
    this.recipe = signal(recipe);
  }

  /** Puts another recipe into the forms: no change of the parts before it counts any more. */
  set(recipe: RunRecipe): void {
    this.writing = undefined;
    this.recipe.value = recipe;
    void this.check();
  }

  /** Changes the recipe. A change of the parts before it counts no more where this one changes the texts of the parts. */
  edit(change: Partial<RunRecipe>): void {
    if ('environment' in change || 'agent' in change) this.writing = undefined;
    this.recipe.value = { ...this.recipe.value, ...change };
    void this.check();
  }

  /** Writes the parts of the recipe anew. They are shown at once, so that the next change adds to this one. */
  editParts(parts: RecipeParts): void {
    this.parts.value = { ...this.parts.value, parts };
    const writing: Promise<boolean> = (this.writing = this.write(parts, () => writing === this.writing));
  }

  /** Waits until the recipe has every change of the parts; returns false where the last cannot be written. */
  async isWritten(): Promise<boolean> {
    let isWritten = true;
    while (this.writing) isWritten = await this.writing;
    return isWritten;
  }

  /** Looks for what is wrong with the recipe. */
  async check(): Promise<void> {
    const recipe = this.recipe.value;
    const [problems, parts] = await Promise.all([
      this.engine.call('problems', recipe),
      this.engine.call('parts', recipe),
    ]).catch((error: unknown) => [[messageOf(error)], { parts: null, problems: [] }] as const);
    // A change that is being written has the recipe checked once it is written.
    if (recipe !== this.recipe.value || this.writing) return;
    this.problems.value = problems;
    this.parts.value = parts;
  }

  private async write(parts: RecipeParts, isLast: () => boolean): Promise<boolean> {
    try {
      const texts = await this.engine.call('write', parts);
      if (isLast()) this.edit(texts);
      return true;
    } catch (error) {
      if (isLast()) {
        this.writing = undefined;
        this.problems.value = [messageOf(error)];
      }
      return false;
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
