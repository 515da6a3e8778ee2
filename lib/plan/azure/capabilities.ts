/** The capabilities of a region on Azure, in the order a reviewer reads them. */
import type { AzureTarget } from '../../profile';
import type { Address } from '../address';
import type { Expectation } from '../expectation';
import type { Intent } from '../intent';
import { gatherNotes } from '../notes';
import { audit } from './audit/notes';
import { backup } from './backup/notes';
import { baseline } from './baseline/notes';
import { bootstrap } from './bootstrap/notes';
import type { Capability, Draft } from './capability';
import { cluster } from './cluster/notes';
import { exitsOf } from './exits';
import { guardrails } from './guardrails/notes';
import { identity } from './identity/notes';
import { inspection } from './inspection/notes';
import { keys } from './keys/notes';
import { lustre } from './lustre/notes';
import { models } from './models/notes';
import { network } from './network/notes';
import { places } from './places';
import { pools } from './pools/notes';
import { registry } from './registry/notes';
import { storage } from './storage/notes';

const CAPABILITIES: readonly Capability[] = [
  places,
  bootstrap,
  identity,
  baseline,
  guardrails,
  keys,
  network,
  inspection,
  audit,
  storage,
  backup,
  registry,
  cluster,
  pools,
  lustre,
  models,
];

/** Types that only tie other resources together; the plan promises the ends, not the tie. */
export const ATTACHMENT_TYPES: readonly string[] = [
  'azurerm_role_assignment',
  ...CAPABILITIES.flatMap(({ attachments = [] }) => attachments),
].sort();

/** What the roots of a plan must hold. */
export const expectationsOf = (plan: Draft): Expectation[] =>
  CAPABILITIES.flatMap((capability) => capability.expectations?.(plan) ?? []);

/** What is derived from the whole of a plan. */
export function derive(plan: Draft, intent: Intent, target: AzureTarget) {
  return {
    addresses: CAPABILITIES.flatMap((capability): Address[] => capability.addresses?.(plan) ?? []),
    exits: exitsOf(plan),
    expectations: expectationsOf(plan),
    notes: gatherNotes(CAPABILITIES.map((capability) => capability.notes?.(plan, intent, target) ?? {})),
  };
}
