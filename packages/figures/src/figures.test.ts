import { plainText } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { curveChart } from './curve-chart.js';
import type { CurveChart } from './curve-panels.js';
import { figureFiles } from './node/figure-files.js';
import { renderPng } from './node/render-png.js';
import { intervalChart } from './interval-chart.js';
import { logTicks } from './log-ticks.js';
import { textWidth } from './text-width.js';
import { renderSvg } from './render.js';
import { toCsv } from './to-csv.js';

const chart: CurveChart = {
  name: 'error',
  title: 'Error <of> GPOMDP',
  x: { title: 'T', scale: 'log' },
  y: { title: 'error', scale: 'log' },
  legendTitle: 'discount',
  panels: [
    {
      curves: [
        { name: 'β = 0', points: [10, 100, 1000].map((x) => ({ x, y: 1 / x, low: -1, high: 2 / x })) },
        { name: 'β = .8', points: [10, 100, 1000].map((x) => ({ x, y: 3 / x })) },
      ],
      references: [{ name: 'β = 0', y: 0.002 }],
    },
  ],
};

const intervals = intervalChart({
  name: 'final',
  title: 'Final average reward',
  x: { title: 'η' },
  rows: [
    { label: 'conjpomdp', group: 'ThreeState-v0', value: 0.79, low: 0.78, high: 0.8 },
    { label: 'uniform', group: 'ThreeState-v0', value: 0.5, low: 0.49, high: 0.51 },
  ],
  references: [{ group: 'ThreeState-v0', name: 'optimum', value: 0.8 }],
});

describe('figures', () => {
  it('are the same bytes when drawn twice, other figures having been drawn in between', async () => {
    const panels = [...chart.panels, ...chart.panels];
    const first = await figureFiles(curveChart({ ...chart, panels }));
    await renderSvg(intervals);
    const second = await figureFiles(curveChart({ ...chart, panels }));
    expect([...first.keys()]).to.deep.equal(['error.svg', 'error.png', 'error.vl.json', 'error.csv']);
    for (const [name, content] of first) {
      expect(Buffer.from(content).equals(Buffer.from(second.get(name)!)), name).to.equal(true);
    }
  });

  it('are the same bytes when asked for at once, and drawn once', async () => {
    const alone = [await renderSvg(curveChart(chart)), await renderSvg({ ...intervals })];
    const figure = curveChart(chart);
    const together = [renderSvg(figure), renderSvg({ ...intervals })];
    expect(await Promise.all(together)).to.deep.equal(alone);
    expect(renderSvg(figure)).to.equal(together[0]);
  });

  it('are drawn after one that cannot be', async () => {
    const broken = {
      ...intervals,
      get specification(): never {
        throw new RangeError('no specification');
      },
    };
    const drawings = [renderSvg(broken), renderSvg({ ...intervals })];
    const [first, second] = await Promise.allSettled(drawings);
    expect([first?.status, second?.status]).to.deep.equal(['rejected', 'fulfilled']);
  });

  it('draw every curve, axis title, legend entry and reference', async () => {
    const svg = await renderSvg(curveChart(chart));
    for (const text of ['Error &lt;of&gt; GPOMDP', '>T<', '>error<', '>discount<', '>β = 0<', '>β = .8<']) {
      expect(svg).to.contain(text);
    }
    // Two lines, an area, six points and one rule.
    expect(svg.match(/aria-roledescription="line mark"/g)).to.have.length(2);
    expect(svg.match(/aria-roledescription="point"/g)).to.have.length(6);
    expect(svg.match(/class="mark-rule role-mark/g)).to.have.length(1);
  });

  it('draw what is exact as a line and what was measured as points, under one name and colour', async () => {
    const points = [1, 2, 3].map((x) => ({ x, y: x }));
    const curves = (['lines', 'points'] as const).map((marks) => ({ name: 'β = 0', points, marks }));
    const svg = await renderSvg(curveChart({ ...chart, panels: [{ curves }] }));
    expect(svg.match(/aria-roledescription="line mark"/g)).to.have.length(1);
    expect(svg.match(/aria-roledescription="point"/g)).to.have.length(3);
  });

  it('cut lines off at the end of an axis with a stated end', async () => {
    const lines = { ...chart, marks: 'lines' as const };
    const told = await renderSvg(curveChart({ ...lines, y: { title: 'error', domain: [0, 0.05] } }));
    const untold = await renderSvg(curveChart(lines));
    expect(told).to.match(/class="mark-line[^>]*clip-path/);
    expect(untold).not.to.match(/class="mark-line[^>]*clip-path/);
  });

  it('become PNG pictures whatever lies outside of their axes', async () => {
    const away = [-1e6, 0.02, 1e6, 2e6].map((y, x) => ({ x, y, low: y - 1e5, high: y + 1e3 }));
    for (const interval of ['band', 'bars'] as const) {
      const figure = curveChart({
        ...chart,
        interval,
        x: { title: 'T', domain: [0, 2] },
        y: { title: 'error', domain: [0, 0.05] },
        panels: [
          {
            curves: [
              { name: 'a', points: away },
              { name: 'b', points: away.slice(2) },
            ],
            references: [{ name: 'optimum', y: 1e7 }],
          },
        ],
      });
      const svg = await renderSvg(figure);
      expect(
        Buffer.from(await renderPng(svg))
          .subarray(1, 4)
          .toString(),
      ).to.equal('PNG');
      expect(svg.match(/aria-roledescription="point"/g), 'the one inside').to.have.length(1);
      expect(svg).to.include('>optimum<');
    }
  });

  it('have panels that show nothing, with their axes', async () => {
    const curves = [{ name: 'a', points: [{ x: 1, y: 5, low: 4, high: 6 }] }];
    const figure = curveChart({
      ...chart,
      x: { title: 'T', domain: [0, 2] },
      y: { title: 'error', domain: [0, 1] },
      panels: [{ curves }, { curves: [] }],
    });
    expect((await renderSvg(figure)).match(/>error</g)).to.have.length(2);
  });

  it('draw a line across alike, however many curves there are', async () => {
    const points = [1, 2].map((x) => ({ x, y: x }));
    const drawn = async (names: string[], optimum: string) => {
      const curves = names.map((name) => ({ name, points }));
      const svg = await renderSvg(
        curveChart({ ...chart, panels: [{ curves, references: [{ name: optimum, y: 1.5 }] }] }),
      );
      return /<line aria-label="[^"]*(?:optimum)[^>]*stroke="([^"]+)"[^>]*stroke-dasharray="([^"]+)"/
        .exec(svg)!
        .slice(1);
    };
    const alone = await drawn(['a'], 'optimum');
    expect(alone[0]).to.equal('#000000');
    expect(await drawn(['a', 'b', 'c'], 'optimum, at least')).to.deep.equal(alone);
  });

  it('give a name its colour by the stated order, whichever curves there are', async () => {
    const points = [1, 2].map((x) => ({ x, y: x }));
    const panels = [{ curves: [{ name: 'b', points }] }];
    const svg = await renderSvg(curveChart({ ...chart, marks: 'lines', order: ['a', 'b'], panels }));
    expect(svg).to.match(/aria-roledescription="line mark"[^>]*stroke="#E69F00"/); // the second colour
  });

  it('write no label of an axis into another: large and small numbers have exponents', async () => {
    const points = [0, 1e9, 3e9].map((x) => ({ x, y: x * 1e-15 }));
    const linear = { x: { title: 'steps' }, y: { title: 'η' } };
    const svg = await renderSvg(
      curveChart({ ...chart, ...linear, panels: [{ curves: [{ name: 'a', points }] }] }),
    );
    expect(svg)
      .to.include('>1e+9<')
      .and.include('>2e-6<')
      .and.not.match(/>[^<]*000,000</);
  });

  it('take any text for a name: control characters, long ones, and those of every object', async () => {
    const points = [1, 2].map((x) => ({ x, y: x }));
    const names = ['a\u001b[31m\u0000b', '<&">', '\ufffe', 'toString', '__proto__', 'x'.repeat(1e6)];
    const curves = names.map((name) => ({ name, points }));
    const svg = await renderSvg(
      curveChart({ ...chart, title: 'b\u0007', panels: [{ title: '\u009b', curves }] }),
    );
    expect(plainText(svg)).to.equal(svg);
    for (const text of ['>a␛[31m␀b<', '>&lt;&amp;"&gt;<', '>�<', '>toString', '>b␇<'])
      expect(svg).to.include(text);
    expect(svg).to.have.length.below(1e5);
    expect(
      Buffer.from(await renderPng(svg))
        .subarray(1, 4)
        .toString(),
    ).to.equal('PNG');
  });

  it('leave out what a logarithmic axis cannot show', () => {
    const points = [
      { x: 0, y: 1 },
      { x: 1, y: -1 },
      { x: 2, y: NaN },
      { x: 3, y: 5, low: -2, high: 9 },
    ];
    const { data } = curveChart({ ...chart, panels: [{ curves: [{ name: 'a', points }] }] });
    expect(data).to.deep.equal([{ panel: '', series: 'a', x: 3, y: 5, low: -2, high: 9 }]);
  });

  describe('of intervals on a logarithmic axis', () => {
    const points = [
      { x: 1, y: 50, low: 2, high: 60 }, // more than a decade below its point, and on the axis
      { x: 2, y: 5, low: -2, high: 9 },
      { x: 3, y: 70, low: 1e-9, high: 80 },
    ];
    const intervalsOf = (y: Partial<CurveChart['y']>) =>
      curveChart({
        ...chart,
        y: { ...chart.y, ...y },
        interval: 'bars',
        marks: 'points',
        panels: [{ curves: [{ name: 'a', points }] }],
      });
    /** Where the renderer draws each interval from, in the units of the axis. */
    const drawnFrom = async (figure: ReturnType<typeof curveChart>) => {
      const svg = await renderSvg(figure);
      return Array.from(svg.matchAll(/error: ([^;"]*); shownHigh/g), ([, low]) => Number(low));
    };

    it('keep the true ends in their data', () => {
      const { data, specification } = intervalsOf({});
      expect(data.map(({ low }) => low)).to.deep.equal([2, -2, 1e-9]);
      expect(JSON.stringify(specification))
        .to.contain('"low":2,')
        .and.contain('"low":-2,')
        .and.contain('"low":1e-9,');
    });

    it('are drawn to the foot of the axis where they reach below it, and nowhere else cut', async () => {
      // The foot: a decade below the lowest point whose interval reaches zero.
      expect(await drawnFrom(intervalsOf({}))).to.deep.equal([2, 0.5, 0.5]);
      expect(await drawnFrom(intervalsOf({ domain: [0.1, 100] }))).to.deep.equal([2, 0.1, 0.1]);
    });
  });

  it('label logarithmic axes at round numbers, as many as have room', () => {
    expect(logTicks(0.03, 4)).to.deep.equal([0.05, 0.1, 0.2, 0.5, 1, 2]);
    expect(logTicks(100, 1e7)).to.deep.equal([100, 1e3, 1e4, 1e5, 1e6, 1e7]);
    expect(logTicks(104, 960)).to.deep.equal([100, 200, 500, 1000]);
    expect(logTicks(3, 4)).to.deep.equal([]);
    expect(logTicks(0, 1)).to.deep.equal([]);
  });

  it('know about how wide text is: within 5 % of what the font tells', () => {
    // Advances of DejaVu Sans, in ems, from the font's own table.
    for (const [text, ems] of [
      ['relative root mean squared error', 16.452],
      ['steps of a run, mean', 10.365],
      ['optimum', 4.499],
      ['CONJPOMDP', 6.154],
      ['β = 0.95', 4.338],
    ] as const) {
      expect(textWidth(text, 1) / ems, text).to.be.within(0.95, 1.05);
    }
  });

  it('become PNG pictures of the size asked for, with ink on them', async () => {
    const svg = await renderSvg(intervals);
    const png = Buffer.from(await renderPng(svg));
    expect(png.subarray(1, 4).toString()).to.equal('PNG');
    const width = Number(/width="(\d+(?:\.\d+)?)"/.exec(svg)![1]);
    expect(png.readUInt32BE(16)).to.be.closeTo(2 * width, 2);
    // A blank picture of this size compresses to a few hundred bytes.
    expect(png.length).to.be.greaterThan(5000);
  });

  it('write their numbers as a table, quoting what needs it', () => {
    expect(
      toCsv([
        { a: 1, b: 'x,"y"' },
        { a: null, c: 2 },
      ]),
    ).to.equal('a,b,c\n1,"x,""y""",\n,,2\n');
  });
});
