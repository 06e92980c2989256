-- Subject: every cluster of a host of which there is evidence. An agent that is connected runs, whether Docker shows it or not; and one
-- that was not among the containers at that moment may be by now, so that is conditional.
SELECT h.cluster AS subject, '' AS locator, '' AS key,
  iif(max(NOT h.agent_runs AND i.connected IS NOT 1), 'conditional', 'pass') AS verdict, 'agent.not-running' AS code,
  group_concat(iif(NOT h.agent_runs AND i.connected IS NOT 1, h.name, NULL), ', ') AS instances
FROM host h LEFT JOIN container_instance i ON i.id = h.container_instance
GROUP BY h.cluster;
