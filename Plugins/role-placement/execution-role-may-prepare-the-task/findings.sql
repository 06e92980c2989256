-- Subject: every task definition in use that has an execution role, and every launch that overrides it.
SELECT x.subject, x.locator, x.role AS key, x.verdict, x.latent,
  iif(x.verdict = 'unknown', 'execrole.undecided', 'execrole.permissions') AS code,
  x.role, 'execution' AS slot, x.origin, x.callerRole, x.taskDefinition, x.action, x.resource, x.actions, x.needed, x.grants,
  x.session, x.retrieval, x.layer, x.boundary, x.deniedBy, x.sid, x.documents, x.decided,
  iif(x.verdict = 'conditional', 1, NULL) AS isOpen,
  iif(x.cause = 'role-missing', x.role, NULL) AS missingRole,
  iif(x.cause = 'cross-account', substr(x.resource, instr(x.resource, ':repository/') - 12, 12), NULL) AS otherAccount,
  iif(x.action LIKE 'logs:%', x.action, NULL) AS logging,
  iif(x.action LIKE 'ecr:%' AND x.retrieval IS NULL, x.action, NULL) AS pulling,
  iif(x.layer IN ('scp', 'rcp') AND x.deniedBy IS NULL, x.layer, NULL) AS ofOrganization,
  iif(x.actions LIKE '%secretsmanager:%' OR x.actions LIKE '%ssm:%', x.actions, NULL) AS ofSecret,
  iif(x.actions LIKE '%ecr:%' OR x.actions LIKE '%logs:%Stream%', x.actions, NULL) AS ofManagedPolicy
FROM task_need x
WHERE x.purpose = 'execution' AND x.role IS NOT NULL;
