import { createContext, useContext } from 'react';
import type { Answer } from '../api/answer.ts';
import type { ApiClient } from '../api/api-client.ts';

export interface Api extends ApiClient {
  /** Every answer is shown here on its way: one that says that nobody knows who asks leads back to the door. */
  noticed<T>(answer: Answer<T>): Answer<T>;
}

export const ApiContext = createContext<Api | undefined>(undefined);

/** The API, for whoever was let in. */
export function useApi(): Api {
  const api = useContext(ApiContext);
  if (api === undefined) throw new Error('Nobody has been let in yet.');
  return api;
}
