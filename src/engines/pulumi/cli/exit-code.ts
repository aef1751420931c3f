/** What the CLI's exit codes mean since 3.227.0 (pulumi/pulumi pkg/cmd/pulumi/cmd/exit_codes.go). */
export const exitCodes = {
  error: 1,
  configuration: 2,
  authentication: 3,
  stackNotFound: 6,
  noChangesExpected: 7,
  cancelled: 8,
} as const;
