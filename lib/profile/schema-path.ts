/** How operators come in: one choice a cloud. */
import { z } from 'zod';
import { cidr } from './schema-network';

const operators = z
  .array(cidr)
  .min(1)
  .max(10)
  .describe(
    'Private blocks of the operators, in the country: what comes in reaches the Kubernetes API from them only.',
  );

export const awsPath = z
  .discriminatedUnion('kind', [
    z
      .strictObject({ kind: z.literal('session') })
      .describe('Session Manager, through endpoints, to a host in each cell that leads to its API and nowhere else.'),
    z
      .strictObject({
        kind: z.literal('vpn'),
        gateway: z.ipv4('an IPv4 address such as 198.51.100.7').describe("Public address of the operators' gateway."),
        operators,
      })
      .describe('A site-to-site VPN from the operators to each cell.'),
    z
      .strictObject({
        kind: z.literal('circuit'),
        gateway: z
          .string()
          .regex(
            /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
            'the id of a Direct Connect gateway: a lower-case UUID',
          )
          .describe('Id of the Direct Connect gateway that the private circuit ends at.'),
        operators,
      })
      .describe('A private circuit (Direct Connect) from the operators to each cell.'),
  ])
  .describe("The operators' path in, to the private API of each cell. Default: none is made.");

/** A resource of Azure by its id, whole, so that nothing is looked up. */
const resource = (type: string) =>
  z
    .string()
    .regex(
      new RegExp(
        `^/subscriptions/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/resourceGroups/[\\w.()-]{1,90}/providers/Microsoft\\.Network/${type}/[\\w.-]{1,80}$`,
      ),
      `a resource id: /subscriptions/…/resourceGroups/…/providers/Microsoft.Network/${type}/…`,
    );

export const azurePath = z
  .discriminatedUnion('kind', [
    z
      .strictObject({
        kind: z.literal('bastion'),
        network: resource('virtualNetworks').describe(
          'Id of the virtual network the operators come from, in the region; it is peered with that of the Bastion.',
        ),
        operators,
      })
      .describe(
        'A private-only Bastion, without a public address, reached from a network of the operators. Dialect v5.',
      ),
    z
      .strictObject({
        kind: z.literal('vpn'),
        gateway: z.ipv4('an IPv4 address such as 198.51.100.7').describe("Public address of the operators' gateway."),
        operators,
      })
      .describe('A site-to-site VPN from the operators to a network peered with every cell.'),
    z
      .strictObject({
        kind: z.literal('circuit'),
        circuit: resource('expressRouteCircuits').describe('Id of the ExpressRoute circuit, with its private peering.'),
        operators,
      })
      .describe('A private circuit (ExpressRoute) from the operators to a network peered with every cell.'),
  ])
  .describe(
    "The operators' path in, to the private API of each cell and to the shared services. Default: none is made.",
  );
