import { describe, expect, it } from 'vitest';
import { renderSarif } from '../../src/report/sarif.ts';
import { reportOf, reports, targetOf } from './reports.ts';

interface Place {
  readonly physicalLocation?: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId: string };
    readonly region: { readonly startLine: number; readonly startColumn: number };
  };
  readonly logicalLocations?: readonly { readonly fullyQualifiedName: string }[];
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations?: readonly Place[];
}

interface Log {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: {
      readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string }[] };
    };
    readonly originalUriBaseIds: Readonly<Record<string, unknown>>;
    readonly invocations: readonly {
      readonly executionSuccessful: boolean;
      readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[];
    }[];
    readonly results: readonly Result[];
  }[];
}

function logOf(report: Parameters<typeof renderSarif>[0]): Log {
  const log: Log = JSON.parse(renderSarif(report, '0.1.0'));
  return log;
}

describe('SARIF', () => {
  // What the specification asks of every log; it has no other rules that our logs could break.
  it.each(Object.entries(reports))('of the report %s keeps the rules of 2.1.0', (_, report) => {
    const log = logOf(report);
    expect(log.version).toBe('2.1.0');
    const [run] = log.runs;
    if (!run) throw new Error('no run');
    const { rules } = run.tool.driver;
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const result of run.results) {
      expect(rules[result.ruleIndex]?.id).toBe(result.ruleId);
      expect(['error', 'warning', 'note']).toContain(result.level);
      expect(result.message.text).not.toBe('');
      for (const { physicalLocation } of result.locations ?? []) {
        if (!physicalLocation) continue;
        expect(Object.keys(run.originalUriBaseIds)).toContain(physicalLocation.artifactLocation.uriBaseId);
        expect(physicalLocation.artifactLocation.uri).toMatch(/^(?![/.]{2}|\/)[\w%./~!'()*-]+$/);
        expect(
          Math.min(physicalLocation.region.startLine, physicalLocation.region.startColumn),
        ).toBeGreaterThan(0);
      }
    }
    const [invocation] = run.invocations;
    expect(invocation?.executionSuccessful).toBe(invocation?.toolExecutionNotifications.length === 0);
  });

  it('names the line, the object and the way out of each finding', () => {
    const finding = {
      code: 'unknown-field',
      severity: 'error',
      message: 'imgae is not a field',
      hint: 'did you mean image?',
      address: 'apps/v1/Deployment/shop/web',
    } as const;
    const location = { file: 'deploy/a b#.yaml', line: 3, column: 5 };
    const elsewhere = { ...location, isElsewhere: true } as const;
    const diagnostics = [
      { ...finding, location },
      { ...finding, severity: 'notice', location: elsewhere } as const,
      { code: 'suppressed', severity: 'notice', message: 'one' } as const,
    ];
    const { runs } = logOf(
      reportOf({ mode: 'validate', result: 'failed', targets: [targetOf({ diagnostics })] }),
    );
    expect(runs[0]?.results.map(({ level, message, locations }) => [level, message.text, locations])).toEqual(
      [
        [
          'error',
          'imgae is not a field. did you mean image?',
          [
            {
              physicalLocation: {
                artifactLocation: { uri: 'deploy/a%20b%23.yaml', uriBaseId: 'SRCROOT' },
                region: { startLine: 3, startColumn: 5 },
              },
              logicalLocations: [{ fullyQualifiedName: finding.address, kind: 'object' }],
            },
          ],
        ],
        [
          'note',
          'imgae is not a field. did you mean image?',
          [{ logicalLocations: [{ fullyQualifiedName: finding.address, kind: 'object' }] }],
        ],
        ['note', 'one', undefined],
      ],
    );
  });

  it('tells what stopped the run', () => {
    const failure = {
      code: 'path-missing',
      reasonCode: 'input-invalid',
      message: 'there is nothing',
    } as const;
    const { runs } = logOf(
      reportOf({ mode: 'validate', result: 'failed', targets: [targetOf({ failure })] }),
    );
    expect(runs[0]?.invocations[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ descriptor: { id: 'path-missing' } }],
    });
  });
});
