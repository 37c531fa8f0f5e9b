import { InputError } from '@pomdp-gym/contracts';
import type { CallContext } from './call-context.js';
import type { ResultsFiles } from './calls.js';
import { OpenedStudy } from './opened-study.js';
import { ShownStudy } from './shown-study.js';

/** Reads a folder of results piece by piece, and emits the study as it stands. Throws an InputError where it holds no run. */
export async function openResults(files: ResultsFiles, context: CallContext): Promise<void> {
  const study = OpenedStudy.read(await files.study.text(), context.optima);
  const shown = new ShownStudy(context);
  for await (const lines of linesOf(files.runs)) {
    await study.takeLines(lines, context.signal);
    if (study.done > 0) shown.meanwhile(study);
  }
  if (study.done === 0) throw new InputError('These files hold no run of their study.');
  await shown.whole(study);
}

/** The lines of a file, those of a piece at once: a file may be longer than a string can be. */
async function* linesOf(file: Blob): AsyncGenerator<readonly string[]> {
  let rest = '';
  const reader = file.stream().pipeThrough(new TextDecoderStream()).getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const lines = (rest + piece.value).split('\n');
    rest = lines.pop() ?? '';
    yield lines;
  }
  yield [rest];
}
