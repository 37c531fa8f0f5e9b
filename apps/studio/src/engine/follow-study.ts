import type { CallContext } from './call-context.js';
import type { FolderEntry, FollowQuestion } from './calls.js';
import type { StudyProgress } from '@pomdp-gym/experiment';
import { OpenedStudy } from './opened-study.js';
import { serverEvents } from './server-events.js';
import { ShownStudy } from './shown-study.js';

/** Follows what is served: emits the study of a folder as it stands, at a pace, the folders, and the status of the study that may be run. Ends where the server does, with an InputError. */
export async function followStudy(
  { url, shown: runs }: FollowQuestion,
  context: CallContext,
): Promise<never> {
  const { emit, signal } = context;
  const shown = new ShownStudy(context, runs);
  let study: OpenedStudy | undefined;
  for await (const { event, data } of serverEvents(url, signal)) {
    if (event === 'status') emit({ kind: 'status', status: JSON.parse(data) as StudyProgress });
    else if (event === 'folders') emit({ kind: 'folders', folders: JSON.parse(data) as FolderEntry[] });
    else if (event === 'study') study = OpenedStudy.read(data);
    else if (study && event === 'lines') {
      await study.takeLines(data.split('\n'), signal);
      shown.meanwhile(study);
    } else if (study && event === 'whole') await shown.whole(study);
  }
  throw new Error('A server that is followed ends with an error.');
}
