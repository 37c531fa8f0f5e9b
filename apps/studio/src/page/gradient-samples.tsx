import type { ExactGradients, GradientAtBeta, PolicyOfRun } from '../engine/calls.js';
import { MOST_PATHS } from '../state/view-state.js';
import { AngleBySteps } from './angle-by-steps.js';
import { angleRows } from './angle-rows.js';
import { ArrowView } from './arrow-view.js';
import { endingsSentence } from './endings-sentence.js';
import { Facts } from './facts.js';
import { lookedLength } from './length-field.js';
import { NumberField } from './number-field.js';
import { pathLengths } from './path-lengths.js';
import type { Store } from './store.js';
import { useEstimates } from './use-estimates.js';

interface GradientSamplesProps {
  readonly store: Store;
  readonly of: PolicyOfRun;
  readonly truth: ExactGradients;
  readonly at: GradientAtBeta;
}

/** Estimates of GPOMDP along a few paths: as angles against T, and as arrows after the T that is looked at. */
export function GradientSamples({ store, of, truth, at }: GradientSamplesProps) {
  const { sampleSeed: seed, paths } = store.state.value;
  const { beta } = at;
  const looked = lookedLength(store);
  const steps = pathLengths(looked);
  const sampled = useEstimates(store, { ...of, beta, steps, seed, paths });
  const { soFar, error, busy, stop } = sampled;
  const estimates = soFar?.at.find((each) => each.steps === looked);
  return (
    <div aria-busy={busy} class="samples">
      <h3>Estimates by GPOMDP</h3>
      <div class="view-settings">
        <NumberField
          {...{ name: 'sample-seed', label: 'seed of the samples', value: seed }}
          range={[0, Number.MAX_SAFE_INTEGER]}
          onChange={(sampleSeed) => store.set({ sampleSeed })}
        />
        <NumberField
          {...{ name: 'paths', label: 'paths', value: paths, range: [1, MOST_PATHS] }}
          onChange={(count) => store.set({ paths: count })}
        />
        <button type="button" disabled={!busy} onClick={stop}>
          Stop sampling
        </button>
      </div>
      <p class="hint" aria-live="polite">
        {soFar?.paths ?? 0} of {paths} paths of {steps.at(-1)} steps under this policy, from the seed {seed},
        with β = {beta}.{endingsSentence(truth.ends)}
      </p>
      {error !== undefined && <p role="alert">{error}</p>}
      <div class="pair">
        <div>
          {[...truth.gradient, ...at.gradient].some((each) => each !== 0) ? (
            <AngleBySteps soFar={soFar} looked={looked} limit={at.degrees} />
          ) : (
            <p>Both exact gradients are 0 here, so no estimate has an angle to them.</p>
          )}
          <Facts
            rows={[
              ...angleRows('∇η', looked, estimates?.toGradient, soFar?.interval),
              ...angleRows('∇_βη', looked, estimates?.toLimit, soFar?.interval),
            ]}
          />
        </div>
        <div>
          <ArrowView
            store={store}
            truth={truth.gradient}
            limit={at.gradient}
            estimates={estimates?.gradients ?? []}
          />
        </div>
      </div>
    </div>
  );
}
