-- Subject: every launch that names its subnets, where subnets of the region were exported: for the ways out of them that a task on Fargate
-- needs, and for their VPC. What answers behind a route or an endpoint, and names that other networks resolve, no export tells: without a
-- way it is conditional.
WITH judged AS (
  SELECT e.*, w.* FROM egress e CROSS JOIN wiring w ON w.launch = e.launch_id
)
SELECT subject, locator, coalesce(family, '') AS key, latent,
  CASE WHEN missing IS NOT NULL THEN 'conditional' WHEN subnet IS NOT NULL THEN 'unknown' ELSE 'pass' END AS verdict,
  iif(missing IS NULL, 'network.egress-undecided', 'network.no-egress') AS code, callerRole, taskDefinition, cluster, subnet, missing,
  nullif(is_public, 0) AS isPublic, NULL AS vpcs, stateMachine, rule, schedule, pipe
FROM judged
UNION ALL
SELECT subject, locator, 'vpc', latent, iif(vpcs IS NULL, 'pass', 'fail'), 'network.two-vpcs', callerRole, taskDefinition, cluster, NULL, NULL,
  NULL, vpcs, stateMachine, rule, schedule, pipe
FROM judged;
