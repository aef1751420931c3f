/** Reads JSON that the stage or the API server itself wrote; the caller knows its type, nothing is checked. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- naming the type is the point
export function parseOwnJson<T>(text: string): T {
  return JSON.parse(text);
}
