-- Subject: every cluster with ACTIVE container instances. An agent that was not connected when the cluster was exported may be by
-- now, so that is conditional.
SELECT cluster AS subject, '' AS locator, '' AS key,
  CASE WHEN disconnected IS NULL THEN 'unknown' WHEN disconnected = 0 THEN 'pass' ELSE 'conditional' END AS verdict,
  CASE WHEN disconnected IS NULL THEN 'agent.connection-undecided' WHEN disconnected = active THEN 'agent.disconnected' ELSE 'agent.some-disconnected' END AS code,
  disconnected, active, role, away_instance AS containerInstance, away AS instances
FROM fleet;
