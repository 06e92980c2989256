-- Subject: every state that waits for the token of its task (.waitForTaskToken), for the task role of that task.
SELECT x.subject, x.locator, '' AS key, x.verdict, x.latent,
  CASE WHEN x.verdict = 'unknown' THEN 'callback.undecided' WHEN x.cause = 'token-absent' THEN 'callback.no-token'
    ELSE 'callback.permissions' END AS code,
  x.role, 'task' AS slot, x.callerRole, x.taskDefinition, x.action, x.resource, x.actions, x.grants, x.session,
  x.layer, x.boundary, x.deniedBy, x.sid, x.documents, x.decided, x.subject AS stateMachine,
  iif(x.verdict = 'conditional', 1, NULL) AS isOpen,
  iif(x.cause = 'role-absent', 1, NULL) AS roleAbsent,
  iif(x.cause = 'role-missing', x.role, NULL) AS missingRole,
  iif(x.cause = 'dynamic', coalesce(x.role, 'the overrides'), NULL) AS computed,
  iif(x.cause = 'task-unknown', 1, NULL) AS unknownTask
FROM task_need x
WHERE x.purpose = 'callback';
