/**
 * A signal that is aborted by the first SIGINT or SIGTERM; a second SIGINT ends the process at once.
 * In a workflow run the runner's own second signal (SIGTERM after 7.5 s) is ignored: it ends the process itself 2.5 s later.
 */
export function cancelSignal(host: 'github' | 'terminal', end: (code: number) => void): AbortSignal {
  const controller = new AbortController();
  process.on('SIGINT', () => {
    if (controller.signal.aborted && host === 'terminal') end(130);
    controller.abort(new Error('the run was cancelled'));
  });
  process.on('SIGTERM', () => controller.abort(new Error('the run was cancelled')));
  return controller.signal;
}

/** Does the last that is to be done, however the process ends of itself; nothing that waits. */
export function atExit(work: () => void): void {
  process.once('exit', work);
}
