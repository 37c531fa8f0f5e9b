import { fileURLToPath } from 'node:url';

/** The folder to put on PYTHONPATH so that Python finds the module `pomdp_gym`. */
export const pythonFolder = fileURLToPath(new URL('../../python', import.meta.url));

/** The file of the Python side, which is a module and a program. */
export const pythonFile = fileURLToPath(new URL('../../python/pomdp_gym.py', import.meta.url));
