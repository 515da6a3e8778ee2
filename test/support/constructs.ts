/** A blank app around one construct. */
import { App, Stack } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import type { Statement } from '../../constructs/aws';

export const blank = (region?: string): Stack => new Stack(new App(), 'Blank', region ? { env: { region } } : {});
export const keyArn = 'arn:aws:kms:ap-south-1:111122223333:key/12345678-90ab-cdef-1234-567890abcdef';

export function statementsOf(template: Template, type: string, property: string): Statement[] {
  return Object.values(template.findResources(type)).flatMap(({ Properties }) => Properties[property].Statement);
}
