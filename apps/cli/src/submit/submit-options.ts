import type { SharedOptions } from '../flags/shared-options.js';
import type { Memory } from './submitted-work.js';

/** The flags of `submit`. */
export interface SubmitOptions extends SharedOptions {
  readonly jobs: number;
  readonly queue?: true;
  readonly executor?: string;
  readonly urlFile?: string;
  readonly command: string;
  readonly cpus: number;
  readonly memory: Memory;
  readonly time?: number;
  readonly out?: string;
  readonly file?: string;
  readonly partition?: string;
  readonly account?: string;
  readonly image?: string;
  readonly claim?: string;
  readonly secret?: string;
  readonly namespace?: string;
}
