/** Backups that are enough for small models, and take seconds on the larger ones. */
export const BACKUPS = 20_000;
