// Loaded ahead of a script: prints, as the last line of standard error, what the process has used when it ends.
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const used = { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 };
  process.stderr.write(`\n${JSON.stringify(used)}\n`);
});
