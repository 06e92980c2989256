-- Subject: every task definition in use that has a task role, and every launch that overrides it.
SELECT x.subject, x.locator, x.role AS key, x.verdict, x.latent,
  iif(x.obstacle = 'no-allow', 'trust.task-role', 'trust.' || x.obstacle) AS code,
  x.role, x.slot, iif(x.launch IS NULL, 'task definition', 'override') AS origin, x.callerRole, x.taskDefinition,
  x.action, x.service, x.layer, x.sourceArn, x.sourceAccount, x.deniedBy, x.sid, x.trusted, x.trustedAction,
  x.conditionKey, x.conditionOperator, x.conditionValue, x.requestValue, x.everyone, x.missingRole, x.documents, x.decided
FROM assumption x
WHERE x.slot = 'task';
