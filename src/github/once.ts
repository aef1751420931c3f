import { isUnknownOutcome } from './refusal.ts';

/**
 * Creates something that must exist once. When nobody knows whether a request had its effect GitHub is looked at before it
 * is sent again: a POST is never blindly repeated.
 */
export async function createOnce<T>(
  create: () => Promise<T>,
  find: () => Promise<T | undefined>,
): Promise<T> {
  try {
    return await create();
  } catch (error) {
    if (!isUnknownOutcome(error)) throw error;
    return (await find()) ?? (await create());
  }
}
