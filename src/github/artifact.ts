import type { Report, TargetReport } from '../model/report.ts';
import type { Surface } from '../model/surface.ts';
import type { Log, Secrets } from '../model/world.ts';
import { renderJson } from '../report/json.ts';
import { renderMarkdown } from '../report/markdown.ts';
import type { ArtifactService } from './artifact-service.ts';
import { zipOf } from './zip.ts';

/** What the surface needs. */
export interface ArtifactOptions {
  readonly open: () => ArtifactService;
  readonly log: Log;
  readonly secrets: Pick<Secrets, 'redact'>;
}

/** The report as a file of the run: `preview.md` for people, `report.json` for programs. */
export function artifactSurface({ open, log, secrets }: ArtifactOptions): Surface {
  return {
    name: 'artifact',
    publish: async report => {
      const [target] = report.targets;
      if (!target) return;
      const name = artifactNameOf(report, target);
      const files = { 'preview.md': renderMarkdown(report), 'report.json': renderJson(report) };
      const safe = Object.entries(files).map(([file, text]) => [file, secrets.redact(text)] as const);
      await open().upload(name, zipOf(Object.fromEntries(safe)));
      log.info(`the whole preview is the artifact ${name} of this run`);
    },
  };
}

/** Unique in a run: its targets each leave their own. */
function artifactNameOf({ mode }: Report, { environment, name }: TargetReport): string {
  return `gitops-push-${mode}-${environment}-${name}`.replaceAll(/[^\w.-]/g, '-');
}
