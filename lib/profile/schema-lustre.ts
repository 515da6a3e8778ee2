/** Lustre file systems of the cells, on either cloud. */
import { z } from 'zod';

export const awsLustre = z
  .union([
    z.literal('none'),
    z.strictObject({
      capacityTiB: z
        .number()
        .positive()
        .max(1000)
        .describe('TiB of 1000 GiB, in steps by throughput. It never shrinks.'),
      throughput: z
        .literal([125, 250, 500, 1000])
        .default(1000)
        .describe('MB/s for each TiB. Steps: 38.4, 19.2, 9.6 and 4.8 TiB. Default: 1000.'),
    }),
  ])
  .describe('Lustre file system. Default: 4.8 TiB for each 64 GPUs of pools of several P instances, else none.');

export const azureLustre = z
  .union([
    z.literal('none'),
    z.strictObject({
      capacityTiB: z
        .int()
        .min(4)
        .max(400)
        .describe('TiB, in steps by throughput. It neither grows nor shrinks: another size is another file system.'),
      throughput: z
        .literal([40, 125, 250, 500])
        .default(500)
        .describe('MB/s for each TiB. Steps: 48, 16, 8 and 4 TiB. Default: 500.'),
      imports: z
        .strictObject({
          container: z
            .enum(['models', 'datasets', 'checkpoints'])
            .describe('Container whose blobs are shown in the file system.'),
          prefix: z
            .string()
            .regex(/^\/[^*?"<>|]{0,200}$/, 'a slash and the beginning of the blobs\u2019 names')
            .default('/')
            .describe('Only blobs whose names begin so, after the slash. Default: all.'),
        })
        .optional()
        .describe(
          "Shows a container in the file system. The vendor's service is given rights on the account. Default: no container.",
        ),
    }),
  ])
  .describe('Managed Lustre file system, in the zone of the first pool that names one. Default: none.');
