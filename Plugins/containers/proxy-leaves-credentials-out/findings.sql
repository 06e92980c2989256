-- Subject: every task definition in use with a task role, for each container whose variables set a proxy for http. Whether the SDK
-- in it heeds that proxy for credentials, no export tells, so each finding is conditional.
SELECT t.arn AS subject, '' AS locator, coalesce(c.container, '') AS key,
  CASE WHEN c.container IS NULL OR c.excepted THEN 'pass' WHEN c.excepted IS NULL THEN 'unknown' ELSE 'conditional' END AS verdict,
  iif(c.excepted IS NULL, 'container.proxy-undecided', 'container.proxy') AS code,
  t.arn AS taskDefinition, t.task_role AS role, c.container, c.variable
FROM task_definition t LEFT JOIN container_proxy c ON c.task_definition_id = t.id
WHERE t.in_use AND t.task_role IS NOT NULL;
