-- Subject: every cluster of a host whose ecs.config limits the requests for credentials. Whether containers ask that often, no export tells.
SELECT cluster AS subject, '' AS locator, '' AS key, iif(min(requests_per_second) < 40, 'conditional', 'pass') AS verdict,
  'agent.credentials-rate' AS code, min(requests_per_second) AS rate,
  group_concat(iif(requests_per_second < 40, name, NULL), ', ') AS instances
FROM host
WHERE requests_per_second IS NOT NULL
GROUP BY cluster;
