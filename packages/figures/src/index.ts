export type { Datum, Figure } from './figure.js';
export { curveChart } from './curve-chart.js';
export type { ChartAxis, Curve, CurveChart, CurvePoint, Panel, ReferenceLine } from './curve-panels.js';
export { intervalChart, type IntervalChart, type IntervalRow } from './interval-chart.js';
export { renderPng, renderSvg } from './render.js';
export { figureFiles, toCsv } from './figure-files.js';
export { htmlReport, type Report, type ReportSection, type ReportTable } from './html-report.js';
export { valueFunctionChart, type ValueFunctionChart } from './value-function-chart.js';
export { beliefTriangle, type Belief3, type BeliefTriangle } from './belief-triangle.js';
