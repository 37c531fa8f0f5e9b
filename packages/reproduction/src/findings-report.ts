import type { Provenance } from '@pomdp-gym/experiment';
import type { Report, ReportSection } from '@pomdp-gym/report';
import { type Claim, marks, type Verdict } from './claim.js';
import type { Size } from './experiment.js';
import type { Outcome } from './reproduce.js';

/** The report of one experiment. */
export function outcomeReport(outcome: Outcome, size: Size, provenance: Provenance): Report {
  const { title, question } = outcome.experiment;
  return {
    title,
    introduction: [question, made(size, provenance), marksInWords()],
    sections: sectionsOf(outcome),
  };
}

/** One report for several experiments. */
export function summaryReport(outcomes: readonly Outcome[], size: Size, provenance: Provenance): Report {
  return {
    title: 'GPOMDP, CONJPOMDP and OLPOMDP, reproduced beside the exact truth',
    introduction: [
      `${verdictsInWords(outcomes.flatMap(({ findings }) => findings.claims))}. ${made(size, provenance)}`,
      marksInWords(),
    ],
    sections: outcomes.flatMap((outcome, i) => {
      const [first, ...others] = sectionsOf(outcome);
      const { title, question } = outcome.experiment;
      return [
        { ...first!, title: `${i + 1}. ${title}`, paragraphs: [question, ...(first!.paragraphs ?? [])] },
        ...others,
      ];
    }),
  };
}

function sectionsOf({ findings, failures }: Outcome): ReportSection[] {
  const { method, claims, sections } = findings;
  const failed = failures === 0 ? 'No run failed.' : `${failures} runs failed and are left out.`;
  return [
    {
      title: 'What is claimed, and what came out',
      paragraphs: [...method, `${failed} ${verdictsInWords(claims)}.`],
      tables: [
        {
          columns: ['', 'claim', 'source', 'decided by', 'what came out'],
          rows: claims.map(({ verdict, statement, source, mark, criterion, found }) => [
            verdicts[verdict],
            statement,
            `${source} (${mark})`,
            criterion,
            found,
          ]),
        },
      ],
    },
    ...sections,
  ];
}

/** How tables show a verdict. */
export const verdicts: Readonly<Record<Verdict, string>> = {
  agrees: '✔ agrees',
  differs: '✘ differs',
  open: '? open',
};

/** `12 claims: 11 agree, 1 differs, 0 are open` */
export function verdictsInWords(claims: readonly Claim[]): string {
  const count = (verdict: Verdict) => claims.filter((claim) => claim.verdict === verdict).length;
  return `Of ${claims.length} claims ${count('agrees')} came out as claimed, ${count('differs')} otherwise, and ${count('open')} stayed open`;
}

function marksInWords(): string {
  const each = Object.entries(marks).map(([mark, meaning]) => `${mark}: ${meaning}`);
  return `How sure it is that the source says so is marked behind it. ${each.join('; ')}.`;
}

function made(size: Size, { versions, plugins }: Provenance): string {
  const by = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const sizes = { full: 'At full size', quick: 'The quick version, on few and short runs' };
  return `${sizes[size]}, by ${[...by, ...plugins.map(({ name }) => name)].join(', ')}. The figures, what they were drawn from, and the raw data lie beside this page.`;
}
