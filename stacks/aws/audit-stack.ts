import type { Construct } from 'constructs';
import {
  AccountTrail,
  ConfigurationRecorder,
  EventAlarms,
  forAlarms,
  forLogGroups,
  SecurityHub,
  ThreatDetector,
} from '../../constructs/aws';
import { type AwsStackPlan, bucketArn } from '../../lib/plan/aws';
import { type AwsCountryPlan, CountryStack } from './country-stack';

/** What watches an account in a region. Everything it records goes to the archive. */
export class AuditStack extends CountryStack {
  constructor(scope: Construct, country: AwsCountryPlan, plan: AwsStackPlan) {
    super(scope, country, plan);
    const audit = country.aws.audits.find(({ stack }) => stack === plan.name);
    if (!audit) throw new RangeError(`The plan has no audit for stack ${plan.name}`);
    const { trail, topic, alarms, recorder, detector, standards, keys, name } = audit;
    const [key] = keys;
    if (trail && topic && key) {
      const { keyArn } = this.key(key, { statements: [forLogGroups(trail.logGroup), forAlarms()] });
      const { logGroup } = new AccountTrail(this, 'Trail', {
        trailName: trail.name,
        bucketName: trail.bucket,
        bucketKeyArn: trail.keyArn,
        logGroupName: trail.logGroup,
        logsKeyArn: keyArn,
        logDays: trail.logDays,
        roleName: trail.role,
        data: trail.data.map(bucketArn),
        read: trail.read.map(bucketArn),
      });
      new EventAlarms(this, 'Alarms', { topicName: topic, keyArn, logGroup, alarms });
    }
    if (recorder)
      new ConfigurationRecorder(this, 'Configuration', {
        name,
        bucketName: recorder.bucket,
        bucketKeyArn: recorder.keyArn,
        global: recorder.global,
        rules: recorder.rules,
      });
    if (detector)
      new ThreatDetector(this, 'Threats', { name, features: detector.features, bucketName: detector.bucket });
    if (standards) new SecurityHub(this, 'Hub', { name, standards });
  }
}
