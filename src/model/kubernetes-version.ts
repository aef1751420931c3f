/** The minor versions of Kubernetes whose schemas ship with the program, oldest first; `npm run schemas` makes them. */
export const kubernetesVersions = ['1.31', '1.32', '1.33', '1.34', '1.35', '1.36'] as const;

/** The version that counts when nobody names one. */
export const newestKubernetes: string = kubernetesVersions[kubernetesVersions.length - 1] ?? '';
