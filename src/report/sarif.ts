import type { Diagnostic, Severity } from '../model/diagnostic.ts';
import { type JsonObject, stringifyJson } from '../model/json.ts';
import type { Report } from '../model/report.ts';

/** Where the format is defined. Source: OASIS, Static Analysis Results Interchange Format 2.1.0. */
const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** GitHub shows this many results of a run. Source: github/docs, SARIF support for code scanning. */
const shownResults = 5_000;

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', notice: 'note' };

/** The findings of a run as SARIF 2.1.0, which code scanning and editors read; what stopped the run is a notification. */
export function renderSarif(report: Report, version: string): string {
  const findings = report.targets.flatMap(({ diagnostics }) => diagnostics);
  const failures = [report.failure, ...report.targets.map(({ failure }) => failure)].flatMap(
    each => each ?? [],
  );
  const ids = [...new Set(findings.map(({ code }) => code))].toSorted();
  const run: JsonObject = {
    tool: {
      driver: {
        name: 'gitops-push',
        // A version of three numbers, as the format wants it.
        semanticVersion: version,
        rules: ids.map(id => ({ id, defaultConfiguration: { level: levels[worstOf(findings, id)] } })),
      },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { SRCROOT: { description: { text: 'the root of the repository' } } },
    invocations: [
      {
        executionSuccessful: failures.length === 0,
        toolExecutionNotifications: failures.map(({ code, message, hint }) => ({
          level: 'error',
          descriptor: { id: code },
          message: { text: hint === undefined ? message : `${message}. ${hint}` },
        })),
      },
    ],
    results: findings.slice(0, shownResults).map(finding => resultOf(finding, ids.indexOf(finding.code))),
  };
  return `${stringifyJson({ $schema: schema, version: '2.1.0', runs: [run] }, 2)}\n`;
}

function resultOf(finding: Diagnostic, ruleIndex: number): JsonObject {
  const { code, severity, message, hint, address } = finding;
  const locations = locationsOf(finding);
  return {
    ruleId: code,
    ruleIndex,
    level: levels[severity],
    message: { text: hint === undefined ? message : `${message}. ${hint}` },
    ...(locations.length > 0 && { locations }),
    // The same finding in the same object, wherever its line has moved to.
    partialFingerprints: { 'finding/v1': [code, address ?? finding.location?.file ?? '', message].join('|') },
  };
}

/** A place outside the repository is none that a reader could open: the object's name is left. */
function locationsOf({ location, address }: Diagnostic): readonly JsonObject[] {
  const physical = location && location.isElsewhere !== true ? [physicalOf(location)] : [];
  const logical = address === undefined ? [] : [{ fullyQualifiedName: address, kind: 'object' }];
  if (physical.length === 0 && logical.length === 0) return [];
  return [
    {
      ...(physical[0] && { physicalLocation: physical[0] }),
      ...(logical.length > 0 && { logicalLocations: logical }),
    },
  ];
}

function physicalOf({ file, line, column }: NonNullable<Diagnostic['location']>): JsonObject {
  const uri = file.split('/').map(encodeURIComponent).join('/');
  return {
    artifactLocation: { uri, uriBaseId: 'SRCROOT' },
    region: { startLine: line, startColumn: column },
  };
}

function worstOf(findings: readonly Diagnostic[], id: string): Severity {
  const found = new Set(findings.flatMap(({ code, severity }) => (code === id ? [severity] : [])));
  return found.has('error') ? 'error' : found.has('warning') ? 'warning' : 'notice';
}
