import { useEffect, useState } from 'preact/hooks';
import type { Solution, SolveProgress } from '../engine/calls.js';
import { curveFigure, type DrawnFigure } from './drawn-figure.js';
import { ExactNumber } from './exact-number.js';
import { FigureFrame } from './figure-frame.js';
import { Paced } from './paced.js';
import { line, Plot, rangeOf } from './plot.js';
import type { Store } from './store.js';

const POINTS = 101;

/** Solves the problem, with both bounds as they close, and draws the value function over two states. */
export function ValueView({ store }: { readonly store: Store }) {
  const environment = store.run.value?.recipe.environment;
  const asked = store.state.value.solver || undefined;
  const ask = (name: string): void => store.set({ solver: name });
  const [solver, setSolver] = useState(asked ?? 'sarsop:precision=.001');
  const [reports, setReports] = useState<readonly SolveProgress[]>([]);
  const [solution, setSolution] = useState<Solution>();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    setReports([]);
    setSolution(undefined);
    setError(undefined);
    setBusy(asked !== undefined && environment !== undefined);
    if (asked === undefined || environment === undefined) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    const whileAsked = (work: () => void): void => {
      if (!signal.aborted) work();
    };
    const taken: SolveProgress[] = [];
    const paced = new Paced(() => whileAsked(() => setReports([...taken])));
    const onEvent = (report: SolveProgress): void => {
      taken.push(report);
      paced.request();
    };
    store.engine
      .call('solve', { environment, solver: asked }, { signal, onEvent })
      .then(
        (found) => whileAsked(() => setSolution(found)),
        (thrown: unknown) =>
          whileAsked(() => setError(thrown instanceof Error ? thrown.message : String(thrown))),
      )
      .finally(() => {
        paced.now();
        whileAsked(() => setBusy(false));
      });
    return () => controller.abort();
  }, [asked, environment]);
  return (
    <div aria-busy={busy}>
      <form
        class="solve"
        onSubmit={(event) => {
          event.preventDefault();
          ask(solver);
        }}
      >
        <label>
          <span>Solver</span>
          <input
            name="solver"
            value={solver}
            spellcheck={false}
            onInput={({ currentTarget }) => setSolver(currentTarget.value)}
          />
        </label>
        <button type="submit">Solve</button>
        <button type="button" disabled={!busy} onClick={() => ask('')}>
          Stop
        </button>
      </form>
      {error !== undefined && <p role="alert">{error}</p>}
      <Bounds reports={reports} />
      {solution && <Envelope solution={solution} />}
    </div>
  );
}

function Bounds({ reports }: { readonly reports: readonly SolveProgress[] }) {
  const finite = reports.filter(({ lower, upper }) => Number.isFinite(lower) && Number.isFinite(upper));
  const last = finite.at(-1);
  if (!last) return null;
  const places = finite.map((_, i) => i);
  // The first bounds may be a hundred times as wide as those that follow.
  const up = rangeOf(
    finite.slice(Math.floor(finite.length / 20)).flatMap((report) => [report.lower, report.upper]),
  );
  const within = (value: number) => (value < up[0] || value > up[1] ? null : value);
  const lower = finite.map((report) => within(report.lower));
  const upper = finite.map((report) => within(report.upper));
  return (
    <>
      <FigureFrame figure={boundsFigure(finite)}>
        <Plot
          label="Lower and upper bound on the value of the start"
          across={[0, Math.max(1, finite.length - 1)]}
          up={up}
          xTitle="reports of the solver"
          yTitle="value of the start"
          height={200}
        >
          {(scales) => (
            <>
              <polyline class="curve" points={line(places, lower, scales)} />
              <polyline class="curve noise" points={line(places, upper, scales)} />
            </>
          )}
        </Plot>
      </FigureFrame>
      <p>
        The optimal value of the start lies in [<span data-name="lower bound">{last.lower}</span>,{' '}
        <span data-name="upper bound">{last.upper}</span>].
      </p>
    </>
  );
}

/** The α-vectors of two states, and the fast informed bound above them. */
function Envelope({ solution: { states, vectors, upperVectors } }: { readonly solution: Solution }) {
  if (!vectors) return <p>This solver’s policy has no α-vectors.</p>;
  if (states.length !== 2)
    return (
      <p>
        {vectors.length} α-vectors over {states.length} states; two states can be drawn.
      </p>
    );
  const beliefs = Array.from({ length: POINTS }, (_, i) => i / (POINTS - 1));
  const at = (vector: readonly number[], b: number) => (1 - b) * vector[0]! + b * vector[1]!;
  const greatest = (all: readonly (readonly number[])[]) =>
    beliefs.map((b) => Math.max(...all.map((v) => at(v, b))));
  const lower = greatest(vectors.map(({ values }) => values));
  const upper = greatest(upperVectors);
  const up = rangeOf([...lower, ...upper]);
  return (
    <>
      <FigureFrame figure={envelopeFigure(beliefs, lower, upper)}>
        <Plot
          label="The value function over the belief"
          across={[0, 1]}
          up={up}
          xTitle={`belief of ${states[1]}`}
          yTitle="value, discounted"
        >
          {(scales) => (
            <>
              {vectors.map(({ action, values }, i) => (
                <polyline key={i} class="vector" points={clipped(beliefs, values, at, up, scales)}>
                  <title>{action}</title>
                </polyline>
              ))}
              <polyline class="curve" points={line(beliefs, lower, scales)} />
              <polyline class="curve noise" points={line(beliefs, upper, scales)} />
            </>
          )}
        </Plot>
      </FigureFrame>
      <p>
        {vectors.length} α-vectors (thin), their upper envelope, and the fast informed bound above it. At the
        belief ½ the envelope is{' '}
        <ExactNumber value={lower[(POINTS - 1) / 2]!} digits={6} name="envelope at one half" />.
      </p>
    </>
  );
}

function boundsFigure(reports: readonly SolveProgress[]): DrawnFigure {
  return curveFigure({
    ...{ name: 'bounds', title: 'Bounds on the value of the start', x: 'report', y: 'value' },
    xs: reports.map((_, i) => i),
    curves: {
      lower: reports.map(({ lower }) => lower),
      upper: reports.map(({ upper }) => upper),
    },
  });
}

function envelopeFigure(
  xs: readonly number[],
  envelope: readonly number[],
  bound: readonly number[],
): DrawnFigure {
  return curveFigure({
    ...{ name: 'value-function', title: 'Value function over the belief', x: 'belief', y: 'value', xs },
    curves: { envelope, 'fast informed bound': bound },
  });
}

/** The part of a vector that lies within the picture. */
function clipped(
  beliefs: readonly number[],
  vector: readonly number[],
  at: (vector: readonly number[], b: number) => number,
  [least]: readonly [number, number],
  scales: Parameters<typeof line>[2],
): string {
  const values = beliefs.map((b) => at(vector, b));
  return line(
    beliefs,
    values.map((value) => (value < least ? null : value)),
    scales,
  );
}
