export type { Report, ReportFigure, ReportSection, ReportTable } from './report.js';
export { combinedReport } from './combined-report.js';
export { partName, withDistinctNames } from './distinct-names.js';
export { latexFigure, latexReport, latexTable } from './latex-report.js';
export { htmlReport } from './html-report.js';
export { markdownReport } from './markdown-report.js';
export { type ComparedEnvironment, type Comparison, comparisonOf } from './comparison.js';
export type { ComparisonTable } from './comparison-table.js';
export { sparkLine } from './spark-line.js';
export { type ComparedPair, comparedPairs, type Decisions } from './compared-pairs.js';
export type { ColumnStyle, TextStyle } from './text-style.js';
export { comparisonReport, type OptimumOf, type ReportContext } from './comparison-report.js';
export { comparisonText, type RunsShown, type Seconds } from './comparison-text.js';
export { optimumLines } from './bracket-on-page.js';
export { bracketText } from './bracket-text.js';
export { meanCurve, placesBetween } from './mean-curve.js';
export {
  type AnalysisReport,
  chainReport,
  startValueReport,
  parametricReport,
  type Questions,
} from './analysis-report.js';
export { analysisText, mixingText } from './analysis-text.js';
export { type MeasuredChoice, measuredChoices } from './measured-choices.js';
export { type MeasuredError, measuredErrors } from './measured-errors.js';
export {
  type CheckedEstimator,
  type EstimatorCheck,
  type GradientCheck,
  gradientCheck,
  gradientTruth,
} from './gradient-check.js';
export { gradientCheckFigure } from './gradient-check-figure.js';
export { gradientCheckText } from './gradient-check-text.js';
export { requireDrawable, valueFigure } from './value-figure.js';
export { percentOfOptimum } from './percent-of-optimum.js';
export { varianceReport, type VarianceQuestion, type VarianceReport } from './variance-report.js';
export { varianceText } from './variance-text.js';
export { variancePage } from './variance-page.js';
export { runRows, type StudyRuns, tidyRows } from './run-rows.js';
export { scoreMatrices, type ScoreMatrices, scoreRows } from './score-matrices.js';
export { type CellRuns, type RunDifference, resultsDifference } from './results-difference.js';
