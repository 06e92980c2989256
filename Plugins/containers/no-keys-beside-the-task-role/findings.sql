-- Subject: every task definition in use with a task role, for each container whose variables name other credentials. Keys take the
-- place of the task role; whether a profile or a file that is named is there, no export tells, so that is conditional.
SELECT t.arn AS subject, '' AS locator, coalesce(c.container, '') AS key,
  CASE WHEN c.container IS NULL THEN 'pass' WHEN c.certain THEN 'fail' ELSE 'conditional' END AS verdict,
  'container.static-keys' AS code,
  t.arn AS taskDefinition, t.task_role AS role, c.container, c.variables, iif(c.certain, 1, NULL) AS keys
FROM task_definition t LEFT JOIN static_credentials c ON c.task_definition_id = t.id
WHERE t.in_use AND t.task_role IS NOT NULL;
