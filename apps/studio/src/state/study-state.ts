/** What the page shows of a study: it stands in the address, so that a link shows the same. */
export interface StudyState {
  /** The row of the study that is looked at, counted from 0: an agent in an environment. */
  readonly cell: number;
  /** The environment that the study is narrowed to, counted from 0; −1 for all. */
  readonly ofEnvironment: number;
  /** The agent that it is narrowed to, counted from 0; −1 for all. */
  readonly ofAgent: number;
  /** The seed that it is narrowed to; −1 for all. */
  readonly ofSeed: number;
  /** The column that rows are sorted by, `-` before it for the greatest first; empty for the order of the study. */
  readonly order: string;
  /** The page of rows, counted from 0; −1 for the one that holds the row that is looked at. */
  readonly rowPage: number;
  /** As `order`, of the runs of a row. */
  readonly runOrder: string;
  /** As `rowPage`, of the runs of a row. */
  readonly runPage: number;
  /** Between which steps the learning curves are shown, two numbers; null for all. */
  readonly zoom: readonly number[] | null;
}

export const initialStudyState: StudyState = {
  cell: 0,
  ofEnvironment: -1,
  ofAgent: -1,
  ofSeed: -1,
  order: '',
  rowPage: -1,
  runOrder: '-averageReward',
  runPage: -1,
  zoom: null,
};

/** The part of a state that is about a study. */
export function studyStateOf(state: StudyState): StudyState {
  const { cell, ofEnvironment, ofAgent, ofSeed, order, rowPage, runOrder, runPage, zoom } = state;
  return { cell, ofEnvironment, ofAgent, ofSeed, order, rowPage, runOrder, runPage, zoom };
}

/** How many environments and agents a study has. */
export interface StudySize {
  readonly environments: number;
  readonly agents: number;
}

/** What a study is narrowed to: −1 for what it does not have. */
export function narrowed<State extends StudyState>(state: State, { environments, agents }: StudySize): State {
  const within = (index: number, count: number) => (index < count ? index : -1);
  return {
    ...state,
    ofEnvironment: within(state.ofEnvironment, environments),
    ofAgent: within(state.ofAgent, agents),
  };
}

/** The row that is looked at, which lies in what the study is narrowed to. */
export function cellOf(state: StudyState, size: StudySize): number {
  const { cell, ofEnvironment, ofAgent } = narrowed(state, size);
  const own = cell < size.environments * size.agents ? cell : 0;
  const environment = ofEnvironment < 0 ? Math.floor(own / size.agents) : ofEnvironment;
  const agent = ofAgent < 0 ? own % size.agents : ofAgent;
  return environment * size.agents + agent;
}
