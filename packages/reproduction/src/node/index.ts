export { findingsFolder } from './findings-folder.js';
export { FolderLaboratory, type LaboratorySettings } from './folder-laboratory.js';
export { poolMaker } from './pool-maker.js';
