/** Blocks, names, and the firewall that decides which names are reached. */
import { z } from 'zod';

export const cidr = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/, 'an IPv4 block such as 10.64.0.0/12')
  .describe('Private IPv4 block (RFC 1918).');
/** A name, or a dot and the names below it. A whole top-level domain is no list. */
export const domain = z
  .string()
  .max(253)
  .regex(
    /^\.?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/,
    'a name such as repo.example.org, or .example.org for it and every name below it, in small letters',
  )
  .describe('A name (repo.example.org), or a name and all below it (.example.org).');

export const azureFirewall = z
  .strictObject({
    nextHop: z
      .ipv4('an IPv4 address such as 10.0.0.4')
      .optional()
      .describe("Private address of the operator's firewall. Else name network."),
    network: cidr
      .optional()
      .describe('Block of the hub network that the plan makes: /16 to /24, apart from the network of cells.'),
    allow: z
      .array(domain)
      .max(500)
      .optional()
      .describe('With network: names that cells may reach over TLS beside those AKS itself needs. Default: none.'),
    zones: z
      .array(z.enum(['1', '2', '3']))
      .min(1)
      .max(3)
      .optional()
      .describe('With network: zones of the firewall, in quotes. Default: all the region has.'),
    tlsInspection: z
      .strictObject({
        vault: z
          .string()
          .regex(
            /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[\w.()-]{1,90}\/providers\/Microsoft\.KeyVault\/vaults\/[A-Za-z][A-Za-z0-9-]{2,23}$/,
            'the resource id of a key vault: /subscriptions/…/providers/Microsoft.KeyVault/vaults/…',
          )
          .describe('Resource id of the key vault in the country that holds the certificate.'),
        certificate: z
          .string()
          .regex(/^[A-Za-z0-9-]{1,127}$/, 'letters, digits and hyphens')
          .describe('Name of the intermediate CA certificate in it.'),
      })
      .optional()
      .describe(
        'With network: opens TLS to the names of allow (not to those AKS needs) with a certificate that pods must trust. Default: TLS is not opened.',
      ),
  })
  .describe(
    "With egress: firewall, what inspects: the operator's firewall at nextHop, or a hub network of the plan's own and the names it may allow.",
  );
