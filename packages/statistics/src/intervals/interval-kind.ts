/** How an interval over seeds is made, with the name that is printed. */
export const intervalKinds = {
  'skewness-corrected t': 'Hall’s skewness-corrected t, joined with Student’s',
  'Student t': 'Student’s t',
  'percentile bootstrap': 'the percentile bootstrap, stratified by task',
  'BCa bootstrap': 'the bias-corrected and accelerated bootstrap, stratified by task',
  'studentised bootstrap': 'the studentised bootstrap, stratified by task',
  'bounded mean': 'Anderson’s interval of the mean of bounded scores',
  'success rate': 'the interval of a success rate of Clopper and Pearson',
} as const;

export type IntervalKind = keyof typeof intervalKinds;

/** The kind that keeps 93 to 97 % on every shape of the coverage table with 10, 20 and 100 seeds. */
export const DEFAULT_KIND = 'skewness-corrected t' as const satisfies IntervalKind;
