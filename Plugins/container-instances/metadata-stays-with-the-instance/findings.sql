-- Subject: every cluster on whose ACTIVE instances tasks in the network mode awsvpc run, or in the network mode bridge, for each of the two.
-- Without a word on what keeps them from the instance's metadata it is conditional. Docker on Windows has no such chain of rules.
WITH guest AS (
  SELECT p.cluster, t.metadata_mode AS mode, min(t.arn) AS task FROM placement p JOIN task_definition t ON t.id = p.task_definition_id
  WHERE t.metadata_mode IN ('awsvpc', 'bridge')
  GROUP BY p.cluster, t.metadata_mode
), host AS (
  SELECT g.cluster, g.mode, g.task, m.machine, m.role_id, m.access FROM guest g JOIN metadata_access m ON m.cluster = g.cluster AND m.mode = g.mode
)
SELECT h.cluster AS subject, '' AS locator, iif(h.mode = 'bridge', 'bridge', '') AS key,
  CASE WHEN max(h.access = 'yes') THEN 'fail' WHEN max(h.access = 'maybe') THEN 'conditional' WHEN max(h.access = 'unread') THEN 'unknown' ELSE 'pass' END AS verdict,
  CASE WHEN NOT max(h.access IN ('yes', 'maybe')) THEN 'agent.metadata-undecided' WHEN h.mode = 'bridge' THEN 'agent.metadata-open-bridge' ELSE 'agent.metadata-open' END AS code,
  h.task AS taskDefinition, group_concat(iif(h.access IN ('yes', 'maybe'), h.machine, NULL), ', ') AS instances,
  iif(max(h.access = 'yes'), NULL, 1) AS isConditional, iif(h.mode = 'bridge', 1, NULL) AS bridge,
  iif(count(DISTINCT h.role_id) = 1, min(r.arn), NULL) AS instanceRole
FROM host h LEFT JOIN role r ON r.id = h.role_id
GROUP BY h.cluster, h.mode;
