import { type NewcomerHour, newcomerSteps } from './newcomer.js';

/** Seconds of each step by template, a line each, with their sum; a step that failed is marked by its exit code. */
export function newcomerTable(hours: readonly NewcomerHour[]): string {
  const width = Math.max(...hours.map(({ template }) => template.length));
  const head = [''.padEnd(width), ...newcomerSteps.map((step) => step.padStart(9)), 'sum'.padStart(9)].join(
    '',
  );
  return [head, ...hours.map((hour) => hour.template.padEnd(width) + times(hour))].join('\n');
}

function times({ outcomes }: NewcomerHour): string {
  const cells = newcomerSteps.map((step) => {
    const outcome = outcomes.get(step);
    if (!outcome) return '-';
    return outcome.code === 0 ? `${outcome.seconds.toFixed(1)} s` : `code ${outcome.code}`;
  });
  const sum = [...outcomes.values()].reduce((total, { seconds }) => total + seconds, 0);
  return [...cells, `${sum.toFixed(1)} s`].map((cell) => cell.padStart(9)).join('');
}
