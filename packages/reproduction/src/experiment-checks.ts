import type { ExperimentSpec } from './experiment.js';

/** A rule that an experiment keeps, and its trial, which throws a sentence where the rule is broken. */
export interface ExperimentCheck {
  readonly name: string;
  run(): void | Promise<void>;
}

/** The rules of the kind `experiment`, for the default options, besides those of every spec. */
export function experimentChecks(spec: ExperimentSpec): ExperimentCheck[] {
  const make = () => spec.create(spec.options.parse({}));
  return [
    {
      name: 'The title is one line, and the question ends in a question mark.',
      run() {
        const { title, question } = make();
        if (!/^\S.*$/.test(title)) throw new Error(`The title ${JSON.stringify(title)} is not one line.`);
        if (!/^\S.*\?$/.test(question))
          throw new Error(`The question ${JSON.stringify(question)} does not end in a question mark.`);
      },
    },
    {
      name: 'The place is a number.',
      run() {
        const { place } = make();
        if (!Number.isFinite(place)) throw new Error(`The place is ${place}.`);
      },
    },
    {
      name: 'No two replications have one id.',
      async run() {
        const ids = (await make().replications()).map(({ id }) => id);
        const twice = ids.find((id, i) => ids.indexOf(id) < i);
        if (twice !== undefined) throw new Error(`Two replications have the id ${twice}.`);
      },
    },
  ];
}
