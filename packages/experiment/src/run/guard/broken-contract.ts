/** What a plugin returned is not what its contract wants; the message names the plugin, the method, the value and what would be right. */
export class BrokenContract extends RangeError {
  /** @param part the plugin, as `environment Tiger-v0`. */
  constructor(part: string, problem: string) {
    super(`The ${part} breaks its contract: ${problem}`);
  }
}
