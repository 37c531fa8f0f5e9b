import { basename, dirname, extname, join } from 'node:path';
import { InputError } from '@pomdp-gym/contracts';
import { renderSvg } from '@pomdp-gym/figures';
import { htmlReport, markdownReport, type Report } from '@pomdp-gym/report';
import { requireWritable } from './writable-path.js';
import { writeSafely } from './write-safely.js';

/** Throws an InputError where no report can be written there, or its ending names no format of reports. */
export function requireReportPath(path: string): void {
  if (['.html', '.md'].includes(extname(path).toLowerCase())) return requireWritable(path);
  throw new InputError(`A report cannot be written to ${path}: end the name in .html or .md (Markdown).`);
}

/** Writes a report in the format that the ending of the file names. Markdown has its figures in SVG files beside it. */
export async function writeReport(path: string, report: Report): Promise<void> {
  if (extname(path).toLowerCase() === '.html') {
    await writeSafely(path, [await htmlReport(report)]);
    return;
  }
  const pictureOf = (name: string) => `${basename(path, extname(path))}-${name}.svg`;
  for (const figure of report.sections.flatMap(({ figures = [] }) => figures))
    await writeSafely(join(dirname(path), pictureOf(figure.name)), [await renderSvg(figure)]);
  await writeSafely(path, [markdownReport(report, ({ name }) => pictureOf(name))]);
}
