import type { Construct } from 'constructs';
import {
  AccountTrail,
  AlarmTopic,
  ConfigurationRecorder,
  EventAlarms,
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
    const { name, keys, topic, trail, alarms, recorder, detector, standards } = audit;
    const [key] = keys;
    if (topic && key) {
      const { keyArn } = this.key(key);
      const { topicArn } = new AlarmTopic(this, 'Topic', { topicName: topic, keyArn });
      if (trail) {
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
        new EventAlarms(this, 'Alarms', { topicArn, logGroup, alarms });
      }
      if (detector) {
        const { logGroup } = new ThreatDetector(this, 'Threats', {
          name,
          features: detector.features,
          ruleName: detector.rule,
          logGroupName: detector.logGroup,
          logsKeyArn: keyArn,
          logDays: detector.logDays,
          bucketName: detector.bucket,
        });
        new EventAlarms(this, 'Findings', { topicArn, logGroup, alarms: [detector.alarm] });
      }
    }
    if (recorder)
      new ConfigurationRecorder(this, 'Configuration', {
        name,
        bucketName: recorder.bucket,
        bucketKeyArn: recorder.keyArn,
        global: recorder.global,
        rules: recorder.rules,
      });
    if (standards) new SecurityHub(this, 'Hub', { name, standards });
  }
}
