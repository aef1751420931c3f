import type { RbacSettings } from '../../../model/settings.ts';

/** What the identity is for. */
export type Purpose = RbacSettings['purpose'];

/** Verbs for the objects of the set. A preview needs verbs that write as well: a dry run asks for the same right. */
export const objectVerbs: Readonly<Record<Purpose, readonly string[]>> = {
  deploy: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'],
  preview: ['get', 'list', 'create', 'update', 'patch'],
  drift: ['get', 'list', 'create', 'update', 'patch'],
};

/** Verbs for Secrets, each by its name: nobody ever lists them, and a preview has nothing to do with them. */
export const secretVerbs: Readonly<Record<Purpose, readonly string[]>> = {
  deploy: ['get', 'create', 'update', 'patch', 'delete'],
  preview: [],
  drift: ['get'],
};
