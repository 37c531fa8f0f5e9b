import { signal } from '@preact/signals';

/** Absent in tests, which have no window. */
const query = typeof matchMedia === 'function' ? matchMedia('(max-width: 640px)') : undefined;

/** Whether the window is narrow: pictures are then drawn in fewer units, so that their letters stay readable. */
export const isNarrow = signal(query?.matches ?? false);

query?.addEventListener('change', ({ matches }) => (isNarrow.value = matches));
