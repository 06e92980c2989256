-- Subject: every task definition in use of which config.json declares what its application needs, and every launch of one that
-- overrides its task role.
SELECT x.subject, x.locator, coalesce(x.role, '') AS key, x.verdict, x.latent,
  iif(x.verdict = 'unknown', 'taskrole.undecided', 'taskrole.permissions') AS code,
  x.role, 'task' AS slot, x.origin, x.callerRole, x.taskDefinition, x.action, x.resource, x.actions, x.needed, x.grants, x.session,
  x.layer, x.boundary, x.deniedBy, x.sid, x.documents, x.decided,
  iif(x.layer IN ('scp', 'rcp') AND x.deniedBy IS NULL, x.layer, NULL) AS ofOrganization,
  iif(x.verdict = 'conditional', 1, NULL) AS isOpen,
  iif(x.cause = 'role-missing', x.role, NULL) AS missingRole,
  iif(x.cause = 'dynamic', x.role, NULL) AS computedRole,
  iif(x.cause = 'cross-account', x.resource, NULL) AS otherAccount
FROM task_need x
WHERE x.purpose = 'expected';
