/** What the figures of GPOMDP assume where an episode ends; empty where none ends. */
export function endingsSentence(ends: boolean): string {
  return ends
    ? ' Where an episode ends, the trace begins anew here, as by “analyze --endings reset”, whatever the agent states: the default of gpomdp, which a run takes, and of “analyze” is “centred”, which has another limit and another error.'
    : '';
}
