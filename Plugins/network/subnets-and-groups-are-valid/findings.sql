-- Subject: every launch with a list of subnets or of security groups that is out of the ordinary, for each of the two.
WITH entry AS (
  SELECT launch, name, value, iif(name = 'subnet', 'subnet-', 'sg-') AS prefix, count(*) AS times
  FROM launch_argument
  WHERE name IN ('subnet', 'security-group') AND value_is = 'static' AND value <> '[redacted]'
  GROUP BY launch, name, value
), list AS (
  SELECT launch, name, sum(times) AS items, sum(times) > iif(name = 'subnet', 16, 5) AS isTooMany,
    group_concat(iif(times > 1, '`' || value || '`', NULL), ', ') AS repeated,
    group_concat(iif(substr(value, 1, length(prefix)) = prefix AND length(value) - length(prefix) BETWEEN 8 AND 17
      AND substr(value, length(prefix) + 1) NOT GLOB '*[^0-9a-f]*', NULL, '`' || value || '`'), ', ') AS malformed
  FROM entry
  GROUP BY launch, name
)
SELECT w.subject, w.locator, l.name AS key, w.latent,
  CASE WHEN l.isTooMany OR l.malformed IS NOT NULL THEN 'fail' WHEN l.repeated IS NOT NULL THEN 'conditional' ELSE 'pass' END AS verdict,
  iif(l.isTooMany OR l.malformed IS NOT NULL, NULL, 1) AS isConditional,
  'network.' || l.name || 's' AS code, w.callerRole, w.taskDefinition, w.cluster, l.items, nullif(l.isTooMany, 0) AS isTooMany,
  l.repeated, l.malformed, w.stateMachine, w.rule, w.schedule, w.pipe
FROM list l JOIN wiring w ON w.launch = l.launch;
