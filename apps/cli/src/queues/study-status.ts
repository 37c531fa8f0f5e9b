import { grouped } from '@pomdp-gym/contracts';
import { type QueuePace, type QueueStatus, timeToGo } from '@pomdp-gym/experiment';
import { colors, table } from '../terminal/terminal.js';

/** How far a study is. */
export interface StudyStatus extends QueuePace, Pick<QueueStatus, 'entries' | 'confirmations' | 'incidents'> {
  /** Its name. */
  readonly study: string;
  /** The id of its queue, or its folder. */
  readonly id: string;
  /** Processes at work; null where nobody counts them. */
  readonly workers: number | null;
}

const columns = [
  { title: 'study' },
  ...['waiting', 'leased', 'done', 'failed', 'lost', 'confirmed', 'incidents', 'workers', 'cells/s'].map(
    (title) => ({ title, align: 'right' }) as const,
  ),
  ...[{ title: 'time left' }, { title: 'where' }],
];

/** A table of studies. */
export function statusText(studies: readonly StudyStatus[]): string {
  return table(columns, studies.map(rowOf));
}

function rowOf({
  study,
  id,
  entries,
  confirmations,
  incidents,
  workers,
  cellsPerSecond,
  secondsToGo,
}: StudyStatus): string[] {
  const { waiting, leased, done, failed, lost } = entries;
  const alarming = (count: number) => (count > 0 ? colors.red(String(count)) : '0');
  return [
    study,
    ...[waiting, leased, done, failed].map(grouped),
    alarming(lost),
    `${confirmations.confirmed} of ${confirmations.planned}`,
    alarming(incidents),
    workers === null ? '' : String(workers),
    cellsPerSecond === null ? '' : cellsPerSecond.toPrecision(3),
    secondsToGo === null ? '' : timeToGo(secondsToGo, 'about').replace(/^, | to go$/g, ''),
    id,
  ];
}

/** Whether nothing is left to do. */
export function isOver({ entries }: Pick<StudyStatus, 'entries'>): boolean {
  return entries.waiting + entries.leased === 0;
}
