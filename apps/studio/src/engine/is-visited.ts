/** Shares of a long run below this are rounding. */
const ROUNDING = 1e-12;

/** Whether a node with this share of a long run is visited in it. */
export function isVisited(occupancy: number | undefined): boolean {
  return occupancy !== undefined && occupancy > ROUNDING;
}
