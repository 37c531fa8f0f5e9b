export { EnvironmentServer, type ServedEnvironment } from './environment-server.js';
export { pointText, readPoint } from './point-json.js';
export { errorLine, type Hello, PROTOCOL, readHello, readReply, ReportedError } from './protocol.js';
export { renderReply, resetReply, stepReply } from './replies.js';
