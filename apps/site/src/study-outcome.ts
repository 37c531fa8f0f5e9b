import {
  besideBrackets,
  bracketSolvers,
  checkStudy,
  compareBrackets,
  completeStudy,
  createEnvironment,
  inProcessExecutor,
  readStudy,
  type RunRecord,
  runStudy,
  type Study,
  summarize,
} from '@pomdp-gym/experiment';
import { renderSvg } from '@pomdp-gym/figures';
import type { Registry } from '@pomdp-gym/registry';
import {
  comparedPairs,
  comparisonOf,
  comparisonReport,
  type Report,
  type ReportFigure,
} from '@pomdp-gym/report';
import { lastValueFrom } from 'rxjs';
import { markdownTable, plainMarkdown } from './markdown-table.js';
import { BRACKET } from './page-study.js';

/** A picture of a page, by its file. */
export interface Picture {
  readonly name: string;
  readonly svg: string;
  /** The pages that it is drawn for. */
  readonly width: 'wide' | 'narrow';
}

/** What a study found, as Markdown, and the picture that it shows. */
export interface Outcome {
  readonly markdown: string;
  readonly pictures: readonly Picture[];
}

/** Seconds since the process began. */
const clock = () => performance.now() / 1000;

/**
 * Does the runs of a study and writes what came out: the study, the command that does it again, a picture and the tables.
 *
 * @param slug the name of the picture's file.
 * @param stepsARun the most steps of a run, where the study has more.
 */
export async function studyOutcome(
  { file, text }: { readonly file: string; readonly text: string },
  slug: string,
  registry: Registry,
  stepsARun: number,
): Promise<Outcome> {
  const report = await reportOf(text, file, registry, stepsARun);
  const sections = report.sections;
  const picture = pictureOf(report);
  const pictures = picture ? await drawn(picture, slug) : [];
  const markdown = [
    `\`${file}\`:`,
    ['```yaml', text.trimEnd(), '```'].join('\n'),
    ['```sh', `pomdp-gym compare ${file} --bracket ${BRACKET}`, '```'].join('\n'),
    ...(Number.isFinite(stepsARun) ? [`This page was made with runs of at most ${stepsARun} steps.`] : []),
    pictures.map(({ name, width }) => `![${altText(picture)}](/pictures/${name}){.${width}}`).join('\n'),
    ...(picture?.caption ? [plainMarkdown(picture.caption)] : []),
    ...sections.flatMap(({ tables = [] }) =>
      tables
        .filter(({ name = '' }) => /^(average-reward|value-of-the-start)/.test(name))
        .map(({ columns, rows, numeric = [] }) =>
          markdownTable(
            columns,
            rows.map((row) => row.map(plainMarkdown)),
            numeric,
          ),
        ),
    ),
  ].join('\n\n');
  return { markdown, pictures };
}

/** A figure for wide pages and for narrow ones. */
async function drawn(figure: ReportFigure, slug: string): Promise<Picture[]> {
  const { name, narrow = figure.specification } = figure;
  const slim = { ...figure, name: `${name}-narrow`, specification: narrow };
  return [
    { name: `${slug}.svg`, svg: await renderSvg(figure), width: 'wide' },
    { name: `${slug}-narrow.svg`, svg: await renderSvg(slim), width: 'narrow' },
  ];
}

function altText(picture: ReportFigure | undefined): string {
  return plainMarkdown(picture?.caption ?? 'What the agents earn.');
}

/** Learning curves where an agent learns; else the values of the final policies. */
function pictureOf({ sections }: Report): ReportFigure | undefined {
  const figures = sections.flatMap((section) => section.figures ?? []);
  return figures.find(({ name }) => name.startsWith('learning')) ?? figures[0];
}

async function reportOf(text: string, file: string, registry: Registry, stepsARun: number): Promise<Report> {
  const { study: read, place } = readStudy(text, file);
  const written = { ...read, budget: Math.min(read.budget, stepsARun) };
  checkStudy(written, registry, place);
  const study = completeStudy(written, registry);
  const records = await runsOfStudy(study, registry);
  const settings = { backups: BRACKET, meters, signal: new AbortController().signal };
  const brackets = await compareBrackets(study, records, registry, bracketSolvers(registry), () => settings);
  const results = besideBrackets(summarize(study, records), brackets, study.normalizeFrom);
  const comparison = comparisonOf(written, results, comparedPairs(study, records));
  const optimumOf = (name: string) => {
    const environment = study.environments.find((each) => each.name === name);
    return environment && createEnvironment(environment, registry).optimum;
  };
  return comparisonReport(comparison, records, optimumOf);
}

const meters = { clock, cpuClock: clock, memory: () => process.memoryUsage.rss() };

async function runsOfStudy(study: Study, registry: Registry): Promise<RunRecord[]> {
  const records = new Map<number, RunRecord>();
  const store = { records, append: (record: RunRecord) => void records.set(record.run, record) };
  await lastValueFrom(runStudy(study, inProcessExecutor(registry, clock), store), {
    defaultValue: undefined,
  });
  const failed = [...records.values()].find(({ status }) => status !== 'finished');
  if (failed) throw new Error(`A run of the study ${study.name} failed: ${failed.error}`);
  return [...records.values()];
}
