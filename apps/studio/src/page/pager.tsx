import { ROWS } from '../engine/table-page.js';

interface PagerProps {
  /** What is paged: `rows`. */
  readonly name: string;
  /** Counted from 0. */
  readonly page: number;
  readonly total: number;
  readonly onPage: (page: number) => void;
}

/** Goes through pages of rows; nothing where there is one page. */
export function Pager({ name, page, total, onPage }: PagerProps) {
  const pages = Math.ceil(total / ROWS);
  if (pages < 2) return null;
  return (
    <div class="buttons" role="group" aria-label={`Pages of ${name}`}>
      <button type="button" disabled={page === 0} onClick={() => onPage(page - 1)}>
        Previous {name}
      </button>
      <label class="page-number">
        <span>Page of {pages}</span>
        <input
          type="number"
          min={1}
          max={pages}
          value={page + 1}
          onChange={({ currentTarget }) =>
            onPage(Math.min(pages, Math.max(1, Number(currentTarget.value))) - 1)
          }
        />
      </label>
      <button type="button" disabled={page >= pages - 1} onClick={() => onPage(page + 1)}>
        Next {name}
      </button>
      <span class="quiet">
        {page * ROWS + 1} to {Math.min(total, (page + 1) * ROWS)} of {total}
      </span>
    </div>
  );
}
