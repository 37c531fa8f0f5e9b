/** Milliseconds that a browser has to begin a download. */
const PATIENCE = 60_000;

/** Lets the browser save a text or a picture as a file. */
export function saveFile(name: string, type: string, content: string | Blob): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // A browser that is busy reads the address later than at once: where it is revoked before, the file is lost.
  setTimeout(() => URL.revokeObjectURL(address), PATIENCE);
}
