-- Subject: every state machine, rule and schedule that starts tasks, for each permission on its role that looks like the
-- application's. One without such a permission passes; one whose role or task definition was not read is unknown.
SELECT w.subject, '' AS locator, coalesce(w.callerRole, '') || coalesce(' ' || g.action, '') AS key,
  CASE
    WHEN coalesce(r.policies_read, 0) = 0 OR w.task_is <> 'found' THEN 'unknown'
    WHEN g.id IS NULL OR g.task_role_has = 1 THEN 'pass'
    WHEN g.task_role_has = 0 AND g.unclear IS NULL THEN 'fail'
    ELSE 'unknown'
  END AS verdict,
  CASE
    WHEN coalesce(r.policies_read, 0) = 0 OR w.task_is <> 'found' THEN 'placement.undecided'
    WHEN g.task_role_has = 0 AND g.unclear IS NULL THEN iif(w.source = 'states', 'placement.state-machine-role', 'placement.caller-role')
    WHEN g.id IS NOT NULL AND g.task_role_has IS NOT 1 THEN 'placement.undecided'
  END AS code,
  w.latent, w.callerRole, w.callerRole AS role, 'caller' AS slot,
  iif(w.caller_is = 'absent', w.subject, NULL) AS callerAbsent,
  iif(w.caller_is = 'missing', w.callerRole, NULL) AS missingRole,
  iif(w.caller_is <> 'missing' AND coalesce(r.policies_read, 0) = 0, w.callerRole, NULL) AS unreadRole,
  w.taskDefinition, w.computedTaskDefinition, w.unreadTaskDefinition, w.missingTaskDefinition, w.taskDefinitionAbsent, w.rule, w.schedule, w.stateMachine,
  g.action, g.resource, g.policy AS grantedBy, g.sid, w.taskRole,
  iif(g.id IS NOT NULL AND g.task_role_has IS NULL AND tp.role_is = 'dynamic', tp.role, NULL) AS computedTaskRole,
  iif(g.id IS NOT NULL AND g.task_role_has IS NULL AND tp.role_is = 'missing', tp.role, NULL) AS missingTaskRole,
  iif(g.id IS NOT NULL AND g.task_role_has IS NULL AND tp.role_is IN ('unread', 'found'), tp.role, NULL) AS unreadTaskRole,
  iif(g.task_role_has = 0 AND g.unclear IN ('state', 'resource'), g.unclear_of, NULL) AS unclearUse,
  iif(g.task_role_has = 0 AND g.unclear = 'principal', g.unclear_of, NULL) AS otherPrincipal,
  iif(g.task_role_has = 0 AND g.unclear = 'trust', w.callerRole, NULL) AS unreadTrust,
  iif(g.task_role_has = 0 AND g.unclear = 'machines', g.unclear_of, NULL) AS unreadMachines,
  replace(substr(tr.arn, 1, instr(tr.arn, ':role/')), ':iam:', ':sts:') || 'assumed-role/' || tr.name AS session
FROM wiring w
LEFT JOIN role r ON r.id = w.caller_id
LEFT JOIN misplaced_grant g ON g.launch = w.launch
LEFT JOIN given_task_role tp ON tp.launch = w.launch
LEFT JOIN role tr ON tr.id = tp.role_id
WHERE w.source IN ('events', 'scheduler') OR (w.source = 'states' AND w.callerRole IS w.serviceRole);
