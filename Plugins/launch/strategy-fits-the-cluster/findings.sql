-- Subject: every launch with a capacity provider strategy, for each of four questions.
WITH strategy AS (
  SELECT launch, sum(position > 0) AS items, max(value_is <> 'static') AS isComputed,
    max(value IN ('FARGATE', 'FARGATE_SPOT')) AS hasFargate,
    max(value_is = 'static' AND value NOT IN ('FARGATE', 'FARGATE_SPOT')) AS hasOthers,
    nullif(group_concat(iif(value_is = 'static', value, NULL), ', '), '') AS providers
  FROM launch_argument
  WHERE name = 'provider'
  GROUP BY launch
), asked AS (
  SELECT w.*, s.items, s.isComputed, s.hasFargate, s.hasOthers, s.providers, q.value AS question, c.capacity_providers,
    (SELECT group_concat('`' || a.value || '`', ', ') FROM launch_argument a
      WHERE a.name = 'provider' AND a.launch = s.launch AND a.value_is = 'static' AND a.value NOT IN (
        SELECT p.value FROM json_each(c.capacity_providers) p)) AS strangers
  FROM strategy s JOIN wiring w ON w.launch = s.launch LEFT JOIN cluster c ON c.id = w.cluster_id
  JOIN json_each('["launch type", "number", "kind", "cluster"]') q
), judged AS (
  SELECT *, CASE question
      WHEN 'launch type' THEN
        CASE WHEN launch_type_is = 'absent' THEN 'pass' WHEN launch_type_is = 'static' THEN iif(items > 0, 'fail', 'conditional')
          ELSE iif(items > 0, 'conditional', 'unknown') END
      WHEN 'number' THEN
        CASE WHEN items > iif(source IN ('events', 'pipes'), 6, 20) THEN 'fail' WHEN source = 'scheduler' AND items > 6 THEN 'conditional' ELSE 'pass' END
      WHEN 'kind' THEN iif(hasFargate AND hasOthers, 'fail', 'pass')
      WHEN 'cluster' THEN
        CASE WHEN capacity_providers IS NULL THEN 'unknown' WHEN strangers IS NOT NULL THEN 'fail' WHEN isComputed THEN 'unknown' ELSE 'pass' END
    END AS verdict
  FROM asked
)
SELECT subject, locator, question AS key, verdict, latent,
  CASE WHEN verdict = 'unknown' THEN 'launch.undecided' WHEN question = 'launch type' THEN 'launch.type-and-strategy'
    WHEN question = 'number' THEN 'launch.strategy-items' WHEN question = 'kind' THEN 'launch.mixed-providers'
    ELSE 'launch.unknown-provider' END AS code,
  callerRole, taskDefinition, cluster, iif(launch_type_is = 'static', launch_type, NULL) AS givenLaunchType, providers, items,
  iif(question = 'cluster', strangers, NULL) AS strangers,
  (SELECT group_concat(p.value, ', ') FROM json_each(capacity_providers) p) AS clusterProviders,
  nullif(verdict = 'conditional', 0) AS isComputed, nullif(isComputed, 0) AS computedStrategy,
  computedCluster, unreadCluster, missingCluster,
  iif(cluster_id IS NOT NULL AND capacity_providers IS NULL, cluster, NULL) AS unlistedCluster, stateMachine, rule, schedule, pipe
FROM judged;
