import { signal } from '@preact/signals';
import type { FoundOptimum } from '../engine/calls.js';
import type { OptimumQuestion } from '../engine/known-optima.js';
import type { Engine } from '../engine/engine-client.js';

/**
 * Looks for the optima of the study that is open, in a thread of its own, and puts them beside its rows. What is found is kept, so that
 * a study that is opened again has it at once.
 */
export class OptimumSearch {
  /** How often brackets were put beside the rows. */
  readonly found = signal(0);
  private readonly known = new Map<string, FoundOptimum>();
  private study: string | undefined;
  /** The environments under way, as JSON. */
  private searched: string | undefined;
  private searching = new AbortController();

  constructor(private readonly engine: Engine) {}

  /** Looks for the optima of the study that was emitted last, unless it has begun that. Never rejects. */
  async of(study: string): Promise<void> {
    if (study === this.study) return;
    this.study = study;
    try {
      const questions = await this.engine.call('optimumQuestions', null);
      if (study === this.study) await this.find(study, questions);
    } catch {
      // The thread has been ended: its study is opened again, and searched then.
      if (study === this.study) this.study = undefined;
    }
  }

  /** Ends the search: another study is to be opened. */
  end(): void {
    this.searching.abort();
    this.study = this.searched = undefined;
  }

  private async find(study: string, questions: readonly OptimumQuestion[]): Promise<void> {
    const keys = questions.map((question) => JSON.stringify(question));
    await this.put(keys.flatMap((key) => this.known.get(key) ?? []));
    const searched = JSON.stringify(keys);
    if (searched === this.searched || study !== this.study) return;
    this.searching.abort();
    const { signal } = (this.searching = new AbortController());
    this.searched = searched;
    for (const [i, question] of questions.entries()) await this.findOne(keys[i]!, question, signal);
  }

  private async findOne(key: string, question: OptimumQuestion, signal: AbortSignal): Promise<void> {
    if (this.known.has(key) || signal.aborted) return;
    const known = await this.engine
      .call('optimum', question, { signal })
      .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    if (signal.aborted) return;
    const found = { question: key, known };
    this.known.set(key, found);
    await this.put([found]);
  }

  private async put(found: readonly FoundOptimum[]): Promise<void> {
    if (found.length === 0) return;
    await this.engine.call('takeOptima', found);
    this.found.value++;
  }
}
