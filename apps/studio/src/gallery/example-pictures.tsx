import { document } from './page-document.js';
import { render } from 'preact';
import type { Engines } from '../engine/engines.js';
import { runViews } from '../page/run-views.js';
import { Store } from '../page/store.js';
import { isNarrow } from '../page/window-width.js';
import type { Example } from './examples.js';
import { pictureText } from './picture-text.js';

/** The picture of an example as the text of two SVG files. */
export interface ExamplePictures {
  readonly wide: string;
  /** Drawn in fewer units, so that its letters stay readable in a narrow window. */
  readonly narrow: string;
}

/** The picture of an example: the figure that the page shows, once its view has computed it. */
export async function examplePictures(
  { state, picture: { figure, caption } }: Example,
  engines: Engines,
): Promise<ExamplePictures> {
  const store = new Store(engines, '');
  store.set(state);
  await store.start();
  const place = document.createElement('div');
  const { show: View } = runViews[store.state.value.view];
  const text = async () => pictureText(await computedFigure(place, figure), caption);
  isNarrow.value = false;
  render(<View store={store} />, place);
  const wide = await text();
  isNarrow.value = true;
  await nextLook();
  const narrow = await text();
  render(null, place);
  return { wide, narrow };
}

/** Milliseconds between two looks at a view, and how often it is looked at before that is given up: for two minutes. */
const [PACE, LOOKS] = [10, 12_000];

function nextLook(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PACE));
}

/** The frame of a figure, once its view computes no longer. */
async function computedFigure(place: Element, figure: string): Promise<Element> {
  for (let look = 0; look < LOOKS; look++) {
    const problem = place.querySelector('[role=alert]');
    if (problem) throw new Error(`The figure ${figure} has no picture: ${problem.textContent}`);
    const frame = place.querySelector(`[data-figure="${figure}"]`);
    if (frame && !place.querySelector('[aria-busy=true]')) return frame;
    await nextLook();
  }
  throw new Error(`The figure ${figure} does not appear in its view.`);
}
