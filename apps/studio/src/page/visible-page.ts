import { signal } from '@preact/signals';

/** Whether the page can be seen: false in a tab behind others. */
export const isVisible = signal(document.visibilityState === 'visible');

document.addEventListener('visibilitychange', () => {
  isVisible.value = document.visibilityState === 'visible';
});
