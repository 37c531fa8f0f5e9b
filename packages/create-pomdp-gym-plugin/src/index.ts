export { nameProblem, pluginNames, type PluginNames } from './plugin-names.js';
export {
  isTemplateName,
  pluginSources,
  type SourceText,
  type Template,
  type TemplateName,
  templateNames,
  templates,
} from './templates.js';
