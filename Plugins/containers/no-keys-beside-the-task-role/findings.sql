-- Subject: every task definition in use with a task role, for each container whose variables name other credentials, and every launch
-- of a task with a task role, for each container that its overrides give such variables. Keys take the place of the task role; whether
-- a profile or a file that is named is there, no export tells, so that is conditional.
SELECT t.arn AS subject, '' AS locator, coalesce(c.container, '') AS key,
  CASE WHEN c.container IS NULL THEN 'pass' WHEN c.certain THEN 'fail' ELSE 'conditional' END AS verdict, 0 AS latent,
  'container.static-keys' AS code,
  t.arn AS taskDefinition, t.task_role AS role, c.container, c.variables, iif(c.certain, 1, NULL) AS keys, NULL AS isGiven, NULL AS callerRole
FROM task_definition t LEFT JOIN static_credentials c ON c.task_definition_id = t.id
WHERE t.in_use AND t.task_role IS NOT NULL
UNION ALL
SELECT w.subject, w.locator, g.container, iif(g.certain AND w.task_is = 'found', 'fail', 'conditional'), w.latent, 'container.static-keys',
  w.taskDefinition, w.taskRole, nullif(g.container, ''), g.variables, iif(g.certain, 1, NULL), 1, w.callerRole
FROM given_credentials g CROSS JOIN wiring w ON w.launch = g.launch
WHERE w.task_is <> 'found' OR EXISTS (SELECT * FROM given_task_role r WHERE r.launch = g.launch);
