-- Subject: every cluster on whose ACTIVE instances tasks in the network mode awsvpc run. Whether the instance itself keeps its metadata from
-- containers, no export tells, so an agent that does not block them is conditional.
WITH guest AS (
  SELECT p.cluster, min(t.arn) AS task FROM placement p JOIN task_definition t ON t.id = p.task_definition_id
  WHERE t.network_mode = 'awsvpc' GROUP BY p.cluster
), host AS (
  SELECT cluster, machine, role_id, CASE WHEN profile_is = 'absent' THEN 0 WHEN attributes IS NULL THEN NULL ELSE NOT EXISTS (
      SELECT * FROM json_each(attributes) a WHERE a.value = 'ecs.capability.task-eni-block-instance-metadata') END AS isOpen
  FROM active_instance
)
SELECT g.cluster AS subject, '' AS locator, '' AS key,
  CASE WHEN max(h.isOpen) THEN 'conditional' WHEN count(h.isOpen) < count(*) THEN 'unknown' ELSE 'pass' END AS verdict,
  iif(max(h.isOpen), 'agent.metadata-open', 'agent.metadata-undecided') AS code,
  g.task AS taskDefinition, group_concat(iif(h.isOpen, h.machine, NULL), ', ') AS instances,
  iif(count(DISTINCT h.role_id) = 1, min(r.arn), NULL) AS instanceRole
FROM guest g JOIN host h ON h.cluster = g.cluster LEFT JOIN role r ON r.id = h.role_id
GROUP BY g.cluster;
