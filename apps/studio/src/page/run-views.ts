import type { FunctionComponent } from 'preact';
import type { ViewName } from '../state/view-state.js';
import { ControllerView } from './controller-view.js';
import { ErrorView } from './error-view.js';
import { GradientView } from './gradient-view.js';
import { LineSearchView } from './line-search-view.js';
import { PlayView } from './play-view.js';
import type { Store } from './store.js';
import { SurfaceView } from './surface-view.js';
import { ValueView } from './value-view.js';
import { WorldView } from './world-view.js';

/** A view of a run. */
interface RunView {
  readonly title: string;
  readonly show: FunctionComponent<{ readonly store: Store }>;
}

/** The views of a run, by their names in the address. */
export const runViews: Readonly<Record<ViewName, RunView>> = {
  world: { title: 'World', show: WorldView },
  play: { title: 'Play', show: PlayView },
  gradient: { title: 'Gradient', show: GradientView },
  search: { title: 'Line search', show: LineSearchView },
  surface: { title: 'Surface', show: SurfaceView },
  controller: { title: 'Controller', show: ControllerView },
  value: { title: 'Value function', show: ValueView },
  error: { title: 'Bias and variance', show: ErrorView },
};
