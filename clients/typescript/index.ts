import createClient, { type Client } from "openapi-fetch";

import type { components, paths } from "./schema.js";

/** What is sent and answered, by name. */
export type Shapes = components["schemas"];

/** A client of the worgl at an address, with a key of its user's. */
export function worgl(address: string, key: string): Client<paths> {
  return createClient<paths>({ baseUrl: address, headers: { Authorization: `Bearer ${key}` } });
}
