import type { Config } from 'vega-lite';

/**
 * First the colours of Okabe and Ito (Color Universal Design, 2008), distinguished by colour-blind readers, in an order whose
 * neighbours also differ in lightness; then indigo, wine and olive of Tol's muted scheme (SRON technical note 09-002, 2021). Dashes and shapes repeat the distinction for greyscale.
 */
export const COLOURS = [
  '#0072B2',
  '#E69F00',
  '#009E73',
  '#D55E00',
  '#56B4E9',
  '#CC79A7',
  '#332288',
  '#882255',
  '#999933',
] as const;
/** Known values across a panel: black and grey, which no curve has, in dashes that no curve has. */
export const REFERENCES = [
  { colour: '#000000', dash: [10, 4] },
  { colour: '#777777', dash: [10, 4, 2, 4] },
  { colour: '#444444', dash: [3, 6] },
] as const;
export const DASHES = [
  [1, 0],
  [6, 3],
  [2, 2],
  [8, 2, 2, 2],
  [4, 4],
  [1, 3],
  [12, 2],
] as const;
export const SHAPES = [
  'circle',
  'square',
  'triangle-up',
  'diamond',
  'cross',
  'triangle-down',
  'wedge',
] as const;

/** The face every figure is set in; shipped with the renderer, so that it is always there. */
export const FONT = 'DejaVu Sans';

const TEXT = { labelFont: FONT, titleFont: FONT } as const;

export const theme: Config = {
  font: FONT,
  background: 'white',
  view: { stroke: '#999999' },
  axis: {
    ...TEXT,
    labelFontSize: 11,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    gridColor: '#E6E6E6',
    titlePadding: 8,
  },
  legend: {
    ...TEXT,
    labelFontSize: 11,
    titleFontSize: 11,
    titleFontWeight: 'normal',
    symbolSize: 60,
    symbolStrokeWidth: 2,
    labelLimit: 320,
  },
  title: {
    font: FONT,
    subtitleFont: FONT,
    fontSize: 14,
    subtitleFontSize: 11,
    anchor: 'start',
    subtitleColor: '#444444',
    offset: 10,
  },
  header: { ...TEXT, labelFontSize: 12 },
};
