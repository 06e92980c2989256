-- Subject: every service, and each of its task sets. One that is to run tasks on container instances, without a capacity provider that could start some, needs
-- instances in its cluster; an empty cluster may have some by now, so that is conditional.
WITH judged AS (
  SELECT s.arn, s.cluster, b.locator, b.runs_on, b.task_definition_id, CASE
      WHEN s.wants_tasks = 0 OR b.runs_on = 'FARGATE' OR (b.runs_on IS NOT NULL AND b.runs_on_why LIKE '%strategy') OR c.has_instances THEN 'pass'
      WHEN b.runs_on IS NULL OR c.has_instances IS NULL THEN 'unknown'
      ELSE 'conditional'
    END AS verdict
  FROM service_start b JOIN service s ON s.id = b.service LEFT JOIN cluster c ON c.arn = s.cluster
)
SELECT j.arn AS subject, j.locator, '' AS key, j.verdict,
  iif(j.verdict = 'unknown', 'service.undecided', 'service.no-capacity') AS code,
  t.arn AS taskDefinition, j.cluster, j.runs_on AS launchType, iif(j.verdict = 'unknown', j.cluster, NULL) AS unreadCluster
FROM judged j LEFT JOIN task_definition t ON t.id = j.task_definition_id;
