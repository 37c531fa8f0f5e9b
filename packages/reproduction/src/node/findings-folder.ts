import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder, replaceFile } from '@pomdp-gym/contracts/node';
import type { Provenance } from '@pomdp-gym/experiment';
import { figureFiles } from '@pomdp-gym/figures/node';
import { htmlReport } from '@pomdp-gym/report';
import type { Size } from '../experiment.js';
import { outcomeReport, summaryReport } from '../findings-report.js';
import type { FindingsPublisher, Outcome } from '../reproduce.js';

/**
 * Publishes in a folder: figures, claims and a report in a folder for each experiment, and one report for all in
 * `report.html`.
 */
export function findingsFolder(path: string, size: Size, provenance: Provenance): FindingsPublisher {
  return {
    outcome: (outcome) => writeOutcome(join(path, outcome.id), outcome, size, provenance),
    summary: async (outcomes) =>
      write(join(path, 'report.html'), await htmlReport(summaryReport(outcomes, size, provenance))),
  };
}

async function writeOutcome(
  folder: string,
  outcome: Outcome,
  size: Size,
  provenance: Provenance,
): Promise<void> {
  const { sections, claims } = outcome.findings;
  for (const figure of sections.flatMap(({ figures = [] }) => figures)) {
    for (const [name, content] of await figureFiles(figure)) write(join(folder, 'figures', name), content);
  }
  write(join(folder, 'claims.json'), `${JSON.stringify(claims, null, 2)}\n`);
  write(join(folder, 'report.html'), await htmlReport(outcomeReport(outcome, size, provenance)));
}

/** Writes a file so that it is there whole or not at all. */
function write(file: string, content: string | Uint8Array): void {
  makeFolder(dirname(file));
  replaceFile(file, (beside) => writeFileSync(beside, content));
}
