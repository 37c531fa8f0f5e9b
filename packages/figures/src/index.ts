export type { Datum, Figure } from './figure.js';
export {
  curveChart,
  type ChartAxis,
  type Curve,
  type CurveChart,
  type CurvePoint,
  type Panel,
  type ReferenceLine,
} from './curve-chart.js';
export { intervalChart, type IntervalChart, type IntervalRow } from './interval-chart.js';
export { renderSvg } from './render.js';
export { toCsv } from './to-csv.js';
export { valueFunctionChart, type ValueFunctionChart } from './value-function-chart.js';
export { beliefTriangle, type Belief3, type BeliefTriangle } from './belief-triangle.js';
