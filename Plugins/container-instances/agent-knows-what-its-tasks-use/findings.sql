-- Subject: every cluster on whose ACTIVE instances tasks run that use what takes an agent of some version and what no attribute
-- tells of, for each such thing. A task may come to any instance, so some that are older are enough to be conditional.
WITH wanted AS (
  SELECT d.cluster, d.feature, d.agent, d.version, min(t.arn) AS task, count(*) - 1 AS others, min(p.latent) AS latent
  FROM agent_demand d JOIN placement p ON p.cluster = d.cluster AND p.task_definition_id = d.task_definition_id
  JOIN task_definition t ON t.id = d.task_definition_id
  GROUP BY d.cluster, d.feature
), judged AS (
  SELECT w.*, count(*) AS active, count(i.agent) AS told, sum(i.agent < w.agent) AS old,
    group_concat(iif(i.agent < w.agent OR i.agent IS NULL, i.machine, NULL), ', ') AS instances
  FROM wanted w JOIN active_instance i ON i.cluster = w.cluster
  GROUP BY w.cluster, w.feature
)
SELECT cluster AS subject, '' AS locator, feature AS key, latent,
  CASE WHEN old = active THEN 'fail' WHEN old > 0 THEN 'conditional' WHEN told < active THEN 'unknown' ELSE 'pass' END AS verdict,
  iif(old > 0, 'agent.too-old', 'agent.undecided') AS code, task AS taskDefinition, nullif(others, 0) AS others, instances, version AS needed,
  iif(old < active, 1, NULL) AS isOpen, iif(feature = 'execute-command', 1, NULL) AS isExec
FROM judged;
