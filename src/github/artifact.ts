import type { Report, TargetReport } from '../model/report.ts';
import type { Surface } from '../model/surface.ts';
import type { Log, Secrets } from '../model/world.ts';
import { renderJson } from '../report/json.ts';
import { renderWhole } from '../report/layout.ts';
import type { ArtifactService } from './artifact-service.ts';
import { zipOf } from './zip.ts';

/** What the surface needs. */
export interface ArtifactOptions {
  readonly open: () => ArtifactService;
  readonly log: Log;
  readonly secrets: Pick<Secrets, 'redact'>;
}

/** What the surface is called. */
export const artifactName = 'artifact';

/**
 * The report as files of the run, with everything that is too long elsewhere: `preview.md` for people, `report.json` for
 * programs, after a deploy its `deploy-record.json`. A drift check that found none leaves nothing.
 */
export function artifactSurface({ open, log, secrets }: ArtifactOptions): Surface {
  let written = '';
  return {
    name: artifactName,
    publish: async report => {
      const [target] = report.targets;
      if (!target || report.result === 'clean') return;
      const name = artifactNameOf(report, target);
      const { record } = target;
      const files = {
        [`${report.mode}.md`]: renderWhole(report),
        'report.json': renderJson(report),
        ...(record && { 'deploy-record.json': JSON.stringify(record, undefined, 2) }),
      };
      const safe = Object.entries(files).map(([file, text]) => [file, secrets.redact(text)] as const);
      await open().upload(name, zipOf(Object.fromEntries(safe)));
      written = name;
      log.info(`the whole report is the artifact ${name} of this run`);
    },
    outputs: () => ({ artifact: written }),
  };
}

/** Unique in a run: its targets each leave their own. */
function artifactNameOf({ mode }: Report, { environment, name }: TargetReport): string {
  return `gitops-push-${mode}-${environment}-${name}`.replaceAll(/[^\w.-]/g, '-');
}
