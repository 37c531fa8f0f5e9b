import { curveChart, type Figure } from '@pomdp-gym/figures';
import type { GradientCheck } from './gradient-check.js';

/** The error of each estimator against T, with the exact bias that it tends to. */
export function gradientCheckFigure(title: string, { estimators, runs }: GradientCheck): Figure {
  return curveChart({
    name: 'gradient-check',
    title: `Error of gradient estimates, ${title}`,
    subtitle: `√E‖Δ_T − ∇‖² over ${runs} runs with 95 % intervals; lines across: the exact bias that is left for large T`,
    x: { title: 'T, steps of an estimate', scale: 'log' },
    y: { title: 'error', scale: 'log' },
    interval: 'bars',
    panels: [
      {
        curves: estimators.map(({ name, errors }) => ({
          name,
          points: errors.map(({ steps, error, errorLow, errorHigh }) => ({
            ...{ x: steps, y: error, low: errorLow, high: errorHigh },
          })),
        })),
        references: estimators.flatMap(({ name, bias, gradient }) =>
          bias !== null && bias > 1e-9 * Math.hypot(...gradient) ? [{ name, y: bias }] : [],
        ),
      },
    ],
  });
}
