/**
 * Milliseconds for which the processor has worked for this thread: what a limit of work is measured in. The clock on the
 * wall also counts what the machine does for others.
 */
export function cpuTimeMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
