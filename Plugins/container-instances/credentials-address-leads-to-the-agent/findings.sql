-- Subject: every cluster of a host of which there is evidence, all its hosts in one. Tasks in the network mode bridge need the rule of
-- PREROUTING, and that packets to the machine itself are let through; those in the mode host that of OUTPUT; others neither. Amazon's
-- images for ECS put both in place when the agent starts, so there, and where the image is not known, it is conditional.
WITH judged AS (
  SELECT h.cluster, h.name, CASE
      WHEN NOT h.prerouting AND b.bridge AND NOT h.output AND b.host THEN 'PREROUTING, OUTPUT'
      WHEN NOT h.prerouting AND b.bridge THEN 'PREROUTING'
      WHEN NOT h.output AND b.host THEN 'OUTPUT'
    END AS missing, iif(NOT h.route_localnet AND b.bridge, 1, NULL) AS closed, i.optimized = 0 AND b.known AS certain
  FROM host h LEFT JOIN container_instance i ON i.id = h.container_instance
  LEFT JOIN (
    SELECT p.cluster, max(t.network_mode NOT IN ('host', 'awsvpc', 'none')) AS bridge, max(t.network_mode = 'host') AS host, 1 AS known
    FROM placement p JOIN task_definition t ON t.id = p.task_definition_id GROUP BY p.cluster
    UNION ALL SELECT DISTINCT o.cluster, 1, 0, 0 FROM host o WHERE o.cluster NOT IN (SELECT cluster FROM placement)) b ON b.cluster = h.cluster
)
SELECT cluster AS subject, '' AS locator, '' AS key,
  CASE WHEN count(missing) + count(closed) = 0 THEN 'pass' WHEN max(certain AND (missing IS NOT NULL OR closed)) THEN 'fail' ELSE 'conditional' END AS verdict,
  'agent.iptables' AS code,
  max(missing) AS chains, max(closed) AS closed, group_concat(iif(missing IS NULL AND closed IS NULL, NULL, name), ', ') AS instances,
  (SELECT r.role FROM placed_role r WHERE r.cluster = j.cluster) AS role
FROM judged j
GROUP BY cluster;
