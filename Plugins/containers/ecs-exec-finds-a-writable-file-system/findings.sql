-- Subject: every launch that switches ECS Exec on, and every task definition of which a service does, for each container with a read-only root
-- file system. A launch whose task definition is not known is none.
SELECT coalesce(l.subject, t.arn) AS subject, coalesce(l.locator, '') AS locator, coalesce(c.container, '') AS key, l.enabled = 0 AS latent,
  iif(c.container IS NULL, 'pass', 'fail') AS verdict, 'exec.read-only' AS code, l.caller AS callerRole, t.arn AS taskDefinition, c.container
FROM opened_task o JOIN task_definition t ON t.id = o.task_definition_id LEFT JOIN launch l ON l.id = o.launch
LEFT JOIN read_only_container c ON c.task_definition_id = t.id;
