import { type Signal, signal } from '@preact/signals';

/** Whether the window is narrow: pictures are then drawn in fewer units, so that their letters stay readable. */
export const isNarrow = matches('(max-width: 640px)');

/** Whether the window is wide: the picture beside the views is then drawn in more units, and fills its column. */
export const isWide = matches('(min-width: 1800px)');

/** Whether the window fits a media query; false in tests, which have no window. */
function matches(media: string): Signal<boolean> {
  const query = typeof matchMedia === 'function' ? matchMedia(media) : undefined;
  const fits = signal(query?.matches ?? false);
  query?.addEventListener('change', (event) => (fits.value = event.matches));
  return fits;
}
