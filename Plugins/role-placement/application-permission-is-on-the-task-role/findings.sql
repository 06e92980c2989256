-- Subject: every task definition in use that has an execution role, for each permission on it that looks like the
-- application's. One without such a permission passes; one whose execution role was not read is unknown.
SELECT x.subject, '' AS locator, x.role || coalesce(' ' || g.action, '') AS key,
  CASE
    WHEN coalesce(r.policies_read, 0) = 0 THEN 'unknown'
    WHEN g.id IS NULL OR g.task_role_has = 1 THEN 'pass'
    WHEN g.task_role_has = 0 THEN 'fail'
    ELSE 'unknown'
  END AS verdict,
  CASE
    WHEN coalesce(r.policies_read, 0) = 0 OR (g.id IS NOT NULL AND g.task_role_has IS NULL) THEN 'placement.undecided'
    WHEN g.task_role_has = 0 THEN 'placement.execution-role'
  END AS code,
  x.role, x.slot, x.taskDefinition, x.missingRole,
  iif(coalesce(r.policies_read, 0) = 0 AND x.missingRole IS NULL, x.role, NULL) AS unreadRole,
  g.action, g.resource, g.policy AS grantedBy, g.sid, tn.role AS taskRole,
  iif(g.id IS NOT NULL AND g.task_role_has IS NULL AND tn.role_is = 'missing', tn.role, NULL) AS missingTaskRole,
  iif(g.id IS NOT NULL AND g.task_role_has IS NULL AND tn.role_is <> 'missing', tn.role, NULL) AS unreadTaskRole,
  replace(substr(tr.arn, 1, instr(tr.arn, ':role/')), ':iam:', ':sts:') || 'assumed-role/' || tr.name AS session
FROM assumption x
LEFT JOIN role r ON r.id = x.role_id
LEFT JOIN misplaced_grant g ON g.task_definition_id = x.subject_id AND g.slot = 'execution'
LEFT JOIN own_task_role tn ON tn.task_definition_id = x.subject_id
LEFT JOIN role tr ON tr.id = tn.role_id
WHERE x.slot = 'execution' AND x.launch IS NULL;
