/** The provider's schemas kept for the tests, by the dialect that is written for them. */
import type { ProviderSchema } from './conforms';
import schema4 from './schema-4.55.json';
import schema5 from './schema-5.2.json';

export const SCHEMAS = { v4: schema4 as unknown as ProviderSchema, v5: schema5 as unknown as ProviderSchema };
