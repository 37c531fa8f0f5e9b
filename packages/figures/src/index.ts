export type { Datum, Figure } from './figure.js';
export { curveChart } from './curve-chart.js';
export type { ChartAxis, Curve, CurveChart, CurvePoint, Panel, ReferenceLine } from './curve-panels.js';
export { barChart, type Bar, type BarChart } from './bar-chart.js';
export { intervalChart, type IntervalChart, type IntervalRow } from './interval-chart.js';
export { renderSvg } from './render.js';
export { toCsv } from './to-csv.js';
export { valueFunctionChart, type ValueFunctionChart } from './value-function-chart.js';
export { beliefTriangle, type Belief3, type BeliefTriangle } from './belief-triangle.js';
