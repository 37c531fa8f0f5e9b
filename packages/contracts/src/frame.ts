import type { StepResult } from './step.js';
import type { Action } from './space.js';

/** What a stretch of a picture stands for; a terminal or a page gives each role a colour of its own. */
export type FrameRole = 'wall' | 'floor' | 'agent' | 'goal' | 'hazard' | 'object' | 'label';

/** Characters of a fixed-width font that belong together. */
export interface FrameSpan {
  readonly text: string;
  readonly role: FrameRole;
}

/**
 * What an environment looks like at one moment, hidden state and all: for people and tests, never for agents.
 * Plain data that survives JSON, so that a terminal, a page and a recording show the same.
 */
export interface Frame {
  /** The picture, line by line from the top, each line span by span from the left. */
  readonly picture: readonly (readonly FrameSpan[])[];
  /** The same as a drawing, for pages and files: one whole `<svg>` element, without scripts or links. */
  readonly svg?: string;
  /** What the picture does not say, by name (`facing`: `north`), in the order to show it. */
  readonly facts: Readonly<Record<string, string>>;
}

/** A step that was taken, for a frame to show: the action and what the environment returned. */
export interface TakenStep extends StepResult {
  readonly action: Action;
}
