/**
 * The rate to which rules without a bound are held by measurement: on what is learnt or climbed, and on sizes that change by chance.
 * `npm run false-alarms` measures it on the plugins that are shipped; the README has the table.
 */
export const MEASURED_ALARMS = 1e-3;
