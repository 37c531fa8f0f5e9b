import type { RunDescription, RunEvent, RunObserver, Tracker, TrackerSpec } from '@pomdp-gym/contracts';
import { type Check, demand, NotDecided } from './check.js';
import { make } from './make.js';
import { specChecks } from './spec-checks.js';

export interface TrackerSettings {
  /** Options to make it with, where the defaults are not what should be checked: a folder to write to, say. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Milliseconds within which it must complete; 10,000 by default. */
  readonly patience?: number;
  /**
   * Returns all that the trackers made so far have recorded, as text: the contents of their files, say. Without it nothing is known
   * of what they keep.
   */
  readonly recorded?: () => string | Promise<string>;
}

const PATIENCE = 10_000;

/** The rules that a tracker keeps; it is shown the events of runs that were made up. */
export function trackerChecks(spec: TrackerSpec, settings: TrackerSettings = {}): Check[] {
  const create = () => make('tracker', spec, settings.options);
  const patience = settings.patience ?? PATIENCE;
  return [
    ...specChecks(spec),
    {
      name: 'It takes every event of a run, of each kind of agent, and completes.',
      run: async () => {
        for (const events of [climbing, planning, failing]) await follow(create(), events, patience);
      },
    },
    {
      name: 'It leaves events and the description of the run as they are.',
      run: () => leavesEvents(create(), patience),
    },
    {
      name: 'It observes two runs at once, each with an observer of its own.',
      run: () => keepsApart(create(), patience),
    },
    {
      name: 'Once it has completed, the figures of the run are recorded, in the order in which they came.',
      run: () => records(create(), patience, settings.recorded),
    },
    { name: 'It takes a run that is stopped before it ends.', run: () => takesStop(create()) },
  ];
}

const run: RunDescription = {
  environment: { name: 'Tiger-v0', id: 'Tiger-v0', options: {} },
  agent: {
    name: 'climber',
    policy: { id: 'softmax', options: {} },
    steps: { direction: 100, lineSearch: 10 },
    start: { initialScale: 0.1 },
  },
  seed: 1,
  budget: 1000,
  batchSize: 64,
  patience: 600,
  evaluation: { steps: 1000, exactStates: 500 },
};

const place = { steps: 100, theta: [0.5, -1], averageReward: 0.25, detail: { slope: 0.125 } };
const evaluation = { averageReward: 0.5, exact: true, halfWidth: 0, evaluationSteps: 0 };
const started: RunEvent = { kind: 'started', optimum: null };

const climbing: readonly RunEvent[] = [
  started,
  { kind: 'start', ...place },
  { kind: 'progress', steps: 50 },
  { kind: 'probe', ...place },
  { kind: 'episode', steps: 60, length: 12, reward: -3.5 },
  { kind: 'iterate', ...place, averageReward: null },
  { kind: 'finished', steps: 100, ended: 'budget', ...evaluation },
];

const planning: readonly RunEvent[] = [
  { kind: 'started', optimum: 0.75 },
  { kind: 'progress', steps: 1, lower: -1, upper: 2 },
  { kind: 'iterate', ...place, theta: null },
  { kind: 'finished', steps: 1, ended: 'finished', ...evaluation },
];

const failing: readonly RunEvent[] = [
  started,
  { kind: 'failed', steps: 0, error: 'The parameters have run away.' },
];

async function follow(tracker: Tracker, events: readonly RunEvent[], patience: number): Promise<void> {
  const observer = tracker.observe(structuredClone(run));
  for (const event of structuredClone(events)) observer.next(event);
  await completed(observer, patience);
}

async function completed(observer: RunObserver, patience: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), patience);
  });
  const inTime = await Promise.race([Promise.resolve(observer.complete()).then(() => true), late]);
  clearTimeout(timer);
  demand(inTime, () => `It has not completed ${patience} milliseconds after the run.`);
}

async function leavesEvents(tracker: Tracker, patience: number): Promise<void> {
  const shown = structuredClone({ run, events: [...climbing, ...planning] });
  const observer = tracker.observe(shown.run);
  for (const event of shown.events) observer.next(event);
  await completed(observer, patience);
  demand(
    JSON.stringify(shown) === JSON.stringify({ run, events: [...climbing, ...planning] }),
    () => 'It wrote into what it was shown: events are shared.',
  );
}

async function keepsApart(tracker: Tracker, patience: number): Promise<void> {
  const [one, two] = [
    tracker.observe(structuredClone(run)),
    tracker.observe({ ...structuredClone(run), seed: 2 }),
  ];
  demand(one !== two, () => 'It follows two runs with one observer.');
  structuredClone(climbing).forEach((event, i) => {
    one.next(event);
    if (i < failing.length) two.next(failing[i]!);
  });
  await completed(two, patience);
  await completed(one, patience);
}

/** The averages of a run's points: texts that nothing else in a record is likely to hold. */
const FIGURES = [0.31640625, 0.72265625];

async function records(
  tracker: Tracker,
  patience: number,
  recorded: TrackerSettings['recorded'],
): Promise<void> {
  if (!recorded)
    throw new NotDecided('nothing shows what it keeps: give `recorded`, which returns that as text.');
  const [one, two] = FIGURES.map((averageReward): RunEvent => ({ kind: 'iterate', ...place, averageReward }));
  await follow(tracker, [started, one!, two!, climbing.at(-1)!], patience);
  const text = await recorded();
  const places = FIGURES.map((figure) => text.indexOf(String(figure)));
  demand(
    places[0]! >= 0 && places[0]! < places[1]!,
    () =>
      `Once it has completed, the averages ${FIGURES.join(' and ')} are ${places.some((at) => at < 0) ? 'not both recorded' : 'recorded in the wrong order'}.`,
  );
}

function takesStop(tracker: Tracker): void {
  tracker.observe(structuredClone(run)).error(new Error('The run could not begin.'));
  const observer = tracker.observe(structuredClone(run));
  observer.next(started);
  observer.error(new Error('The run was stopped.'));
}
