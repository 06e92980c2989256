-- Subject: every task definition in use that has an execution role, for each permission on it that looks like the
-- application's. One without such a permission passes; one whose execution role was not read is unknown.
SELECT t.arn AS subject, '' AS locator, n.role || coalesce(' ' || g.action, '') AS key,
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
  n.role, n.slot, t.arn AS taskDefinition, iif(coalesce(r.policies_read, 0) = 0, n.role, NULL) AS unreadRole,
  g.action, g.resource, g.policy AS grantedBy, g.sid, coalesce(tn.role, t.task_role) AS taskRole,
  replace(substr(tr.arn, 1, instr(tr.arn, ':role/')), ':iam:', ':sts:') || 'assumed-role/' || tr.name AS session
FROM task_definition t
JOIN need n ON n.purpose = 'assume' AND n.slot = 'execution' AND n.subject_id = t.id AND n.launch_task IS NULL
LEFT JOIN role r ON r.id = n.role_id
LEFT JOIN misplaced_grant g ON g.task_definition_id = t.id AND g.slot = 'execution'
LEFT JOIN need tn ON tn.purpose = 'assume' AND tn.slot = 'task' AND tn.subject_id = t.id AND tn.launch_task IS NULL
LEFT JOIN role tr ON tr.id = tn.role_id
WHERE t.in_use;
