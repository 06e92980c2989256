-- Subject: every rule and schedule that starts tasks, for each permission on its role that looks like the application's.
-- One without such a permission passes; one whose role or task definition was not read is unknown.
SELECT w.subject, '' AS locator, coalesce(w.callerRole, '') || coalesce(' ' || g.action, '') AS key,
  CASE
    WHEN coalesce(r.policies_read, 0) = 0 OR w.task_is <> 'found' THEN 'unknown'
    WHEN g.id IS NULL OR g.task_role_has = 1 THEN 'pass'
    WHEN g.task_role_has = 0 THEN 'fail'
    ELSE 'unknown'
  END AS verdict,
  CASE
    WHEN coalesce(r.policies_read, 0) = 0 OR w.task_is <> 'found' THEN 'placement.undecided'
    WHEN g.task_role_has = 0 THEN 'placement.caller-role'
    WHEN g.id IS NOT NULL AND g.task_role_has IS NULL THEN 'placement.undecided'
  END AS code,
  w.latent, w.callerRole, w.callerRole AS role, 'caller' AS slot,
  iif(w.callerRole IS NULL, w.subject, NULL) AS callerAbsent,
  iif(coalesce(r.policies_read, 0) = 0, w.callerRole, NULL) AS unreadRole,
  w.taskDefinition,
  iif(w.task_is IN ('dynamic', 'pattern'), w.task_definition, NULL) AS computedTaskDefinition,
  iif(w.task_is = 'unread', w.task_definition, NULL) AS unreadTaskDefinition,
  iif(w.task_is IN ('missing', 'inactive', 'absent'), coalesce(w.task_definition, ''), NULL) AS missingTaskDefinition,
  iif(w.source = 'events', w.subject, NULL) AS rule, iif(w.source = 'scheduler', w.subject, NULL) AS schedule,
  g.action, g.resource, g.policy AS grantedBy, g.sid, coalesce(tn.role, g.task_role) AS taskRole,
  replace(substr(tr.arn, 1, instr(tr.arn, ':role/')), ':iam:', ':sts:') || 'assumed-role/' || tr.name AS session
FROM wiring w
LEFT JOIN role r ON r.id = w.caller_id
LEFT JOIN misplaced_grant g ON g.launch = w.launch AND g.slot = 'caller'
LEFT JOIN need tn ON tn.purpose = 'assume' AND tn.slot = 'task' AND tn.subject_id = w.task_id AND tn.launch_task IS NULL
LEFT JOIN role tr ON tr.id = tn.role_id
WHERE w.source IN ('events', 'scheduler');
