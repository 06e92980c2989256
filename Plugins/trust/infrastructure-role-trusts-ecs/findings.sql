-- Subject: every launch that hands over roles for EBS volumes and every service that has some, for each of these.
SELECT x.subject, x.locator, x.role AS key, x.verdict, x.latent,
  iif(x.obstacle = 'no-allow', 'trust.infrastructure-role', 'trust.' || x.obstacle) AS code,
  x.role, x.slot, iif(x.launch IS NULL, 'service', 'volume') AS origin, x.callerRole, x.taskDefinition,
  x.action, x.service, x.layer, x.deniedBy, x.sid, x.trusted, x.trustedAction,
  x.conditionKey, x.conditionOperator, x.conditionValue, x.requestValue, x.everyone, x.missingRole, x.documents, x.decided
FROM assumption x
WHERE x.slot = 'infrastructure';
