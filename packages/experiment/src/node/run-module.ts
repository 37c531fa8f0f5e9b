/** The address of the module that does runs: what it imports, directly or not, is the program that results follow from. */
export const runModule = new URL('../executors/execute-task.js', import.meta.url).href;
