import { type Clock, timeToGo } from '@pomdp-gym/experiment';

/** Seconds of a stage before anything is said of it. */
const QUIET = 2;

/**
 * Says what a command is at, where a stage takes long: after two seconds, and then each time the time of the stage has doubled.
 * Call what is returned now and then, with the part that is done where that is known.
 *
 * @param say prints a line.
 */
export function stageNotes(stage: string, now: Clock, say: (line: string) => void): (part?: number) => void {
  const begun = now();
  let due = QUIET;
  return (part) => {
    const elapsed = now() - begun;
    if (elapsed < due) return;
    due = 2 * elapsed;
    if (part === undefined) say(`${stage} …`);
    else {
      const left = part > 0 ? timeToGo((elapsed * (1 - part)) / part) : '';
      say(`${stage}: ${Math.floor(100 * part)} % done${left}`);
    }
  };
}
