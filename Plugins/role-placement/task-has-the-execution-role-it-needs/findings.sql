-- Subject: every task definition in use, and every launch that gives files of variables where there is no execution role. One that has
-- such a role passes, and one that needs none.
SELECT x.subject, x.locator, '' AS key, iif(x.role IS NULL, x.verdict, 'pass') AS verdict, x.latent, 'taskdef.no-execution-role' AS code,
  x.taskDefinition, x.callerRole, x.actions, x.needed, x.grants, iif(x.verdict = 'conditional', 1, NULL) AS isOpen,
  CASE WHEN x.retrieval IN ('secret from asm', 'secrets from ssm') THEN 1 END AS secrets,
  CASE WHEN x.retrieval = 'ecr registry auth' THEN 1 END AS images,
  CASE WHEN x.action LIKE 'logs:%' THEN 1 END AS logs
FROM task_need x
WHERE x.purpose = 'execution' AND (x.launch IS NULL OR x.role IS NULL);
