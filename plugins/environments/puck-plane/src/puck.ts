import { hypot } from '@pomdp-gym/numerics';
/**
 * The mechanics of the puck. Recalled from the companion paper with confidence 60 to 85 %: unit mass, thrust ±5 in x and
 * in y, drag .005 v², no friction, elastic walls; below 60 %: a plane of 100 × 100 and a puck of radius 5.
 */
export const SIZE = 100;
export const RADIUS = 5;
export const THRUST = 5;
export const DRAG = 0.005;

/** Where the puck's centre can be, along either axis. */
export const LOW = RADIUS;
export const HIGH = SIZE - RADIUS;

/** Position and velocity of the puck's centre. */
export interface Puck {
  x: number;
  y: number;
  vx: number;
  vy: number;
}

/** Turns that the splitting takes within a decision's tenth of a second: its error is of second order in their length. */
const TURNS = 4;

/**
 * Moves the puck for `seconds` under a constant force. Drag and the rest take turns (Strang's splitting), and each is
 * solved exactly, so that energy is lost to drag alone, to rounding.
 */
export function advance(puck: Puck, forceX: number, forceY: number, seconds: number): void {
  const h = seconds / TURNS;
  for (let turn = 0; turn < TURNS; turn++) {
    drag(puck, h / 2);
    [puck.x, puck.vx] = bounce(puck.x, puck.vx, forceX, h);
    [puck.y, puck.vy] = bounce(puck.y, puck.vy, forceY, h);
    drag(puck, h / 2);
  }
}

/** Drag alone: v' = −c |v| v, whose solution is v/(1 + c |v| t) for every component. */
export function drag(puck: Puck, seconds: number): void {
  const kept = 1 / (1 + DRAG * hypot(puck.vx, puck.vy) * seconds);
  puck.vx *= kept;
  puck.vy *= kept;
}

/** Whoever meets a wall more often than this within a fortieth of a second bounces less than 1e-6 high, and lies on it. */
const MOST_BOUNCES = 50;

/** One axis without drag: flight at a constant acceleration between two walls that reflect. */
export function bounce(
  position: number,
  velocity: number,
  acceleration: number,
  seconds: number,
): [position: number, velocity: number] {
  let left = seconds;
  for (let bounces = 0; bounces < MOST_BOUNCES; bounces++) {
    const toLow = timeToWall(position - LOW, -velocity, -acceleration);
    const toHigh = timeToWall(HIGH - position, velocity, acceleration);
    const time = Math.min(toLow, toHigh);
    if (time >= left) {
      const end = position + (velocity + (acceleration * left) / 2) * left;
      return [Math.min(HIGH, Math.max(LOW, end)), velocity + acceleration * left];
    }
    position = toLow < toHigh ? LOW : HIGH;
    velocity = -(velocity + acceleration * time);
    left -= time;
  }
  return [position, 0];
}

/**
 * When a wall is met at `distance` ≥ 0 ahead, speed and acceleration counted towards it: the first t ≥ 0 at which the
 * distance is covered outwards; Infinity where there is none.
 */
function timeToWall(distance: number, speed: number, acceleration: number): number {
  const squaredSpeedThere = speed * speed + 2 * acceleration * distance;
  if (squaredSpeedThere < 0) return Infinity; // turns round before it gets there
  const speedThere = Math.sqrt(squaredSpeedThere);
  if (speed > 0) return (2 * distance) / (speed + speedThere);
  return acceleration > 0 ? (speedThere - speed) / acceleration : Infinity;
}
