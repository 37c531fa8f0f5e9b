import { useEffect, useState } from 'preact/hooks';
import type { LaneState } from '../engine/engine-lane.js';

/** Milliseconds that a computation takes before it is called long. */
const LONG = 1000;

interface LaneProps {
  readonly lane: LaneState;
}

/** What there is to say about the computations of a view: one takes long and can be stopped, or one failed, and where. */
export function LaneNotes({ lane }: LaneProps) {
  return (
    <>
      <LongComputation lane={lane} />
      <Fault lane={lane} />
    </>
  );
}

/** Where the fault of a program lies: its author looks for it. */
function Fault({ lane }: LaneProps) {
  const fault = lane.fault.value;
  if (fault?.engineStack === undefined) return null;
  return (
    <details class="fault">
      <summary>Where it failed</summary>
      <pre>{fault.engineStack}</pre>
    </details>
  );
}

function LongComputation({ lane }: LaneProps) {
  const isBusy = lane.pending.value > 0;
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    setLong(false);
    if (!isBusy) return undefined;
    const timer = setTimeout(() => setLong(true), LONG);
    return () => clearTimeout(timer);
  }, [isBusy]);
  if (!isBusy || !isLong) return null;
  return (
    <p class="long" role="status">
      This view is being computed.{' '}
      <button type="button" onClick={() => lane.stop()}>
        Stop computing
      </button>
    </p>
  );
}
