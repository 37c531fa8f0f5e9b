/** Seconds as a person counts them, to end a line with: `, about 40 s to go`. */
export function timeToGo(seconds: number, word = 'about'): string {
  const whole = Math.ceil(seconds);
  if (whole < 100) return `, ${word} ${whole} s to go`;
  const minutes = Math.round(seconds / 60);
  return `, ${word} ${minutes < 100 ? `${minutes} min` : `${Math.round(minutes / 60)} h`} to go`;
}
