import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface RowsRegionProps {
  readonly label: string;
  /** What is looked at: once it is another, its row is scrolled into view. */
  readonly looked: string;
  /** Whether the page scrolls to it too, rather than the region alone. */
  readonly isWanted: boolean;
  /** Goes to the next row, or the one before. */
  readonly onStep: (by: 1 | -1) => void;
  readonly children: ComponentChildren;
}

/** A table that scrolls in itself; the keys up and down go from row to row. */
export function RowsRegion({ label, looked, isWanted, onStep, children }: RowsRegionProps) {
  const region = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const row = region.current?.querySelector<HTMLElement>('tr.chosen');
    if (!row || !region.current) return;
    if (isWanted) row.scrollIntoView({ block: 'nearest' });
    scrollWithin(region.current, row);
  }, [looked]);
  return (
    <div
      class="wide rows"
      ref={region}
      tabIndex={0}
      role="region"
      aria-label={label}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return;
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
        event.preventDefault();
        onStep(event.key === 'ArrowDown' ? 1 : -1);
      }}
    >
      {children}
    </div>
  );
}

/** Scrolls a region, and nothing around it, until a row of it is in view, below its head. */
function scrollWithin(region: HTMLElement, row: HTMLElement): void {
  const head = region.querySelector('thead')?.offsetHeight ?? 0;
  const [top, bottom] = [row.offsetTop, row.offsetTop + row.offsetHeight];
  if (top - head < region.scrollTop) region.scrollTop = top - head;
  else if (bottom > region.scrollTop + region.clientHeight) region.scrollTop = bottom - region.clientHeight;
}
