/** When rewards are counted from their average on. */
export type CentringRule = 'never' | 'once it has ended' | 'always';

/**
 * Whether r − R̄ takes the place of r on a path. Where that depends on whether an episode ends, the sum of traces that it takes is
 * kept from the start, unless the problem is known to have no endings: then from the first ending on, where a limit makes one.
 */
export class Centring {
  private wanted: boolean;
  private applied: boolean;

  /** @param endless whether the problem is known to end no episode. */
  constructor(
    private readonly rule: CentringRule,
    private readonly endless: boolean,
  ) {
    this.wanted = this.applied = false;
    this.reset();
  }

  reset(): void {
    this.wanted = this.rule === 'always' || (this.rule === 'once it has ended' && !this.endless);
    this.applied = this.rule === 'always';
  }

  /** Whether the sum of traces is to be kept. */
  get counts(): boolean {
    return this.wanted;
  }

  /** Whether r − R̄ takes the place of r. */
  get centred(): boolean {
    return this.applied;
  }

  /** An episode has ended. */
  end(): void {
    if (this.rule === 'once it has ended') this.wanted = this.applied = true;
  }

  save(): { readonly counts: boolean; readonly centred: boolean } {
    return { counts: this.wanted, centred: this.applied };
  }

  restore({ counts, centred }: { readonly counts: boolean; readonly centred: boolean }): void {
    this.wanted = counts;
    this.applied = centred;
  }
}
