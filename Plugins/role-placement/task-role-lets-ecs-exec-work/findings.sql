-- Subject: every launch that switches ECS Exec on, and every task definition of which a service does.
SELECT x.subject, x.locator, coalesce(x.role, '') AS key, x.verdict, x.latent,
  CASE WHEN x.verdict = 'unknown' THEN 'exec.undecided' WHEN x.role IS NULL THEN 'exec.no-task-role' ELSE 'exec.permissions' END AS code,
  x.role, 'task' AS slot, x.callerRole, x.taskDefinition, x.action, x.resource, x.actions, x.grants, x.session, x.layer, x.boundary, x.deniedBy,
  x.sid, x.documents, x.decided, iif(x.verdict = 'conditional', 1, NULL) AS isOpen, iif(x.action LIKE 'ssmmessages:%', 1, NULL) AS channels,
  iif(x.cause = 'role-missing', x.role, NULL) AS missingRole, iif(x.cause = 'dynamic', x.role, NULL) AS computedRole,
  iif(x.cause = 'task-unknown', 1, NULL) AS taskUnknown
FROM task_need x
WHERE x.purpose = 'execute-command';
