import {
  type GitHubSettings,
  previewMatchChoices,
  recordFailureChoices,
  recordPlaces,
} from '../model/settings.ts';
import { type Host, commentChoices } from './input-row.ts';
import type { Reader } from './reader.ts';
import { good, inWords, type Parsed } from './scalars.ts';

/** What a run shows on GitHub, and with which token; a terminal asks GitHub when it has one, and shows nothing. */
export function readGitHub(reader: Reader, host: Host): { readonly github?: GitHubSettings } {
  const given = reader.secret('github-token', parseToken);
  const token = given?.reveal() === '' ? undefined : given;
  if (host === 'terminal') return token === undefined ? {} : { github: { ...silent, token } };
  const jobId = reader.text('job-id') ?? '';
  const places = reader.list('record');
  const unknown = places.filter(place => !recordPlaces.some(known => known === place));
  if (unknown.length > 0) {
    reader.complain(
      'record',
      `names ${inWords(unknown)}, which is no place`,
      `Write ${inWords(recordPlaces)}.`,
    );
  }
  return {
    github: {
      // Where nobody filled the expression in there is no job.
      ...(/^\d+$/.test(jobId) && { jobId }),
      ...(token !== undefined && { token }),
      previewMatch: readPreviewMatch(reader),
      recordFailure: reader.choice('record-failure', recordFailureChoices, 'fail'),
      driftIssue: reader.boolean('drift-issue'),
      comment: readComment(reader),
      record: recordPlaces.filter(place => places.includes(place)),
    },
  };
}

const silent = {
  previewMatch: 'off',
  recordFailure: 'fail',
  driftIssue: false,
  comment: 'off',
  record: [],
} as const satisfies GitHubSettings;

/** What `plan` of pulumi/actions bound an update to is what a preview showed: without that nothing is deployed. */
function readPreviewMatch(reader: Reader): GitHubSettings['previewMatch'] {
  const isBound = reader.text('plan') !== undefined && !reader.isGiven('preview-match');
  return isBound ? 'strict' : reader.choice('preview-match', previewMatchChoices, 'warn');
}

/** A workflow of pulumi/actions that says it wants no comment gets none. */
function readComment(reader: Reader): GitHubSettings['comment'] {
  const isUnwanted = /^false$/i.test(reader.text('comment-on-pr') ?? '') && !reader.isGiven('comment');
  return isUnwanted ? 'off' : reader.choice('comment', commentChoices, 'on');
}

/** An expression that nobody filled in is no token: the run was not started by a runner. */
function parseToken(text: string): Parsed<string> {
  return good(text.startsWith('${{') ? '' : text);
}
