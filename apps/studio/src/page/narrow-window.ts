import { signal } from '@preact/signals';

const query = matchMedia('(max-width: 640px)');

/** Whether the window is narrow: pictures are then drawn in fewer units, so that their letters stay readable. */
export const isNarrow = signal(query.matches);

query.addEventListener('change', ({ matches }) => (isNarrow.value = matches));
