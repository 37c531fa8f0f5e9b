import { join } from 'node:path';
import {
  drawConfigurations,
  rankAgents,
  type Study,
  summarize,
  type TuningResult,
  tuningRounds,
  type TuningSettings,
} from '@pomdp-gym/experiment';
import type { RunMeans } from './do-runs.js';
import { finishRuns } from './finish-runs.js';
import { openResults } from './open-results.js';
import { note } from '../terminal/terminal.js';

/** A round of the search of one agent. */
export interface DoneRound {
  readonly budget: number;
  readonly folder: string;
  readonly results: readonly TuningResult[];
}

/** How an agent was tuned. */
export interface TunedAgent {
  /** What the agent is called whose options were swept. */
  readonly agent: string;
  /** How many configurations were tried. */
  readonly tried: number;
  readonly rounds: readonly DoneRound[];
  /** The name of the configuration that came out best. */
  readonly winner: string;
}

/** What tuning needs besides the study. */
export interface TuningMeans extends RunMeans {
  /** The folder that holds one for each round. */
  readonly path: string;
  readonly reuse: readonly string[];
}

/** How one agent is tuned. */
export interface AgentTuning extends TuningSettings {
  /** What the folders of its rounds begin with. */
  readonly folder: string;
}

/** Finds the best configuration of an agent on seeds for tuning; undefined where a signal came first. */
export async function tuneAgent(
  study: Study,
  agent: string,
  names: readonly string[],
  settings: AgentTuning,
  means: TuningMeans,
): Promise<TunedAgent | undefined> {
  let chosen = drawConfigurations(names, settings.configurations, agent);
  const tried = chosen.length;
  const least = Math.max(...study.agents.map(({ optimizer, steps }) => (optimizer ? steps.direction : 1)));
  const rounds: DoneRound[] = [];
  for (const { configurations, budget } of tuningRounds(settings.method, tried, study.budget, least)) {
    chosen = chosen.slice(0, configurations);
    const folder = join(means.path, `${settings.folder}-round-${rounds.length + 1}`);
    const count = chosen.length === 1 ? '1 configuration' : `${chosen.length} configurations`;
    note(`Tuning ${agent}, round ${rounds.length + 1}: ${count}, ${budget} steps each.`);
    const results = await doRound(roundOf(study, chosen, budget, settings), folder, means);
    if (!results) return undefined;
    rounds.push({ budget, folder, results });
    chosen = rankAgents(results);
  }
  return { agent, tried, rounds, winner: chosen[0]! };
}

function roundOf(study: Study, names: readonly string[], budget: number, { seeds }: TuningSettings): Study {
  const agents = names.flatMap((name) => study.agents.find((each) => each.name === name) ?? []);
  return { ...study, name: `${study.name}, tuning`, agents, budget, seeds, normalizeFrom: undefined };
}

async function doRound(
  study: Study,
  path: string,
  means: TuningMeans,
): Promise<readonly TuningResult[] | undefined> {
  const folder = openResults(path, study, means);
  return (await finishRuns(study, folder, means))
    ? summarize(study, [...folder.records.values()])
    : undefined;
}
