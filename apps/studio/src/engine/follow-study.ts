import type { CallContext } from './call-context.js';
import type { FollowQuestion } from './calls.js';
import type { StudyProgress } from '@pomdp-gym/experiment';
import { OpenedStudy } from './opened-study.js';
import { serverEvents } from './server-events.js';
import { ShownStudy } from './shown-study.js';

/** Follows a study that is served: emits it as it stands, at a pace, and its status. Ends where the server does, with an InputError. */
export async function followStudy({ url }: FollowQuestion, context: CallContext): Promise<never> {
  const { emit, signal } = context;
  const shown = new ShownStudy(context);
  let study: OpenedStudy | undefined;
  for await (const { event, data } of serverEvents(url, signal)) {
    if (event === 'status') emit({ kind: 'status', status: JSON.parse(data) as StudyProgress });
    else if (event === 'study') study = OpenedStudy.read(data);
    else if (study && event === 'lines') {
      await study.takeLines(data.split('\n'), signal);
      shown.meanwhile(study);
    } else if (study && event === 'whole') await shown.whole(study);
  }
  throw new Error('A server that is followed ends with an error.');
}
