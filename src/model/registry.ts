/** What a registry said of an image. `unknown`: nobody can tell, and why. */
export type ImageAnswer =
  | { readonly state: 'there' }
  | { readonly state: 'gone' }
  | { readonly state: 'unknown'; readonly why: string };

/** The registries that container images are pulled from. */
export interface Registries {
  /** Whether an image can still be had, as far as this machine and its logins can tell. Never fails. */
  find(image: string, signal: AbortSignal): Promise<ImageAnswer>;
}
