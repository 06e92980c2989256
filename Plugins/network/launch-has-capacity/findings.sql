-- Subject: every launch. One that is to run on container instances, without a capacity provider that could start some,
-- needs instances in its cluster; an empty cluster may have some by the time it starts, so that is conditional.
WITH judged AS (
  SELECT w.*, c.has_instances AS hasInstances, CASE
      WHEN w.runs_on_is <> 'static' THEN 'unknown'
      WHEN w.runs_on NOT IN ('EC2', 'EXTERNAL') OR w.runs_on_why LIKE '%strategy' THEN 'pass'
      WHEN c.has_instances IS NULL THEN 'unknown'
      ELSE iif(c.has_instances, 'pass', 'conditional')
    END AS verdict
  FROM wiring w LEFT JOIN cluster c ON c.id = w.cluster_id
)
SELECT w.subject, w.locator, '' AS key, w.verdict, w.latent,
  CASE w.verdict WHEN 'unknown' THEN 'compat.undecided' WHEN 'conditional' THEN 'compat.no-capacity' END AS code,
  w.callerRole, w.taskDefinition, w.cluster, w.runs_on AS launchType, w.runs_on_why AS launchTypeFrom,
  iif(w.runs_on_is = 'dynamic', w.runs_on_why, NULL) AS computedLaunchType,
  iif(w.runs_on_is <> 'dynamic', w.computedCluster, NULL) AS computedCluster, w.unreadCluster, w.missingCluster,
  iif(w.runs_on_is = 'static' AND w.cluster_id IS NOT NULL AND w.hasInstances IS NULL, w.cluster, NULL) AS uncountedCluster,
  iif(w.launch_type_is = 'absent' AND w.runs_on_why <> 'StartTask', 1, NULL) AS launchTypeOmitted, w.stateMachine, w.rule, w.schedule, w.pipe
FROM judged w;
