/** Network interfaces of an instance type, from the catalogue's table of cards that carry EFA. */
import { aws, awsInstance } from '../../../catalogue';
import { didYouMean } from '../../../profile/suggest';
import type { NicPlan } from './types';

/**
 * The interfaces a launch template states for a type.
 *
 * Card 0 device 0 is the ENA interface that carries IP. A card that carries EFA gets an `efa-only` interface (no
 * address): device 1 on card 0, device 0 on the others. The EFA cards come from the table, never from the card count:
 * p6-b300 has 17 cards and EFA on 16. Source: EC2 User Guide, "Maximize network bandwidth on EC2 instances with
 * multiple network cards".
 *
 * @throws RangeError for a type the table does not hold
 */
export function nicsOf(instance: string): NicPlan[] {
  const spec = awsInstance(instance);
  if (!spec)
    throw new RangeError(
      `No network cards are known for ${instance}${didYouMean(instance, Object.keys(aws.instances))}; add it to the catalogue's instance table with its source`,
    );
  return [
    { card: 0, device: 0, type: 'interface' },
    ...spec.efaCards.map((card): NicPlan => ({ card, device: card === 0 ? 1 : 0, type: 'efa-only' })),
  ];
}

/** AMI type of a GPU node group: AL2023 with the NVIDIA driver, by architecture. */
export function amiTypeOf(instance: string): string {
  return awsInstance(instance)?.arch === 'arm64' ? 'AL2023_ARM_64_NVIDIA' : 'AL2023_x86_64_NVIDIA';
}

/** Whether a type has NVMe disks of its own. */
export const hasLocalDisks = (instance: string): boolean => (awsInstance(instance)?.nvmeGB ?? 0) > 0;
