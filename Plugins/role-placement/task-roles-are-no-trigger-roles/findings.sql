-- Subject: every task definition in use and every launch that overrides its roles, for each of the roles.
SELECT coalesce(l.subject, t.arn) AS subject, coalesce(l.locator, '') AS locator, n.slot AS key,
  iif(n.role IN (SELECT role FROM trigger_role), 'fail', 'pass') AS verdict, l.enabled = 0 AS latent,
  iif(n.role IN (SELECT role FROM trigger_role WHERE source = 'events'), 'placement.rule-role', 'placement.trigger-role') AS code,
  coalesce(t.arn, o.arn) AS taskDefinition, n.role, n.slot, iif(n.slot = 'task', 1, NULL) AS isTask,
  (SELECT min(r.subject) FROM trigger_role r WHERE r.role = n.role) AS trigger,
  (SELECT nullif(count(DISTINCT r.subject) - 1, 0) FROM trigger_role r WHERE r.role = n.role) AS others
FROM need n
LEFT JOIN task_definition t ON t.id = n.subject_id
LEFT JOIN launch l ON l.id = n.launch
LEFT JOIN task_definition o ON o.id = l.task_definition_id
WHERE n.purpose = 'assume' AND n.slot IN ('task', 'execution');
