-- Subject: every launch that gives one of these arguments, for each of them.
WITH judged AS (
  SELECT w.*, a.name, a.value, a.value_is, CASE
      WHEN a.name = 'launch-type' THEN CASE WHEN w.task_is <> 'found' THEN 'unknown' WHEN w.network_mode = 'awsvpc' OR w.uses_efs THEN 'fail' ELSE 'pass' END
      WHEN w.runs_on_is <> 'static' THEN 'unknown'
      WHEN (w.runs_on = 'FARGATE') = (a.name = 'platform-version') THEN 'pass'
      WHEN a.name = 'platform-version' THEN iif(w.launch_type_is = 'static' AND a.value_is = 'static', 'fail', 'conditional')
      ELSE iif(a.value_is = 'static', 'fail', 'unknown')
    END AS verdict
  FROM launch_argument a JOIN wiring w ON w.launch = a.launch
  WHERE a.name IN ('launch-type', 'platform-version', 'placement-constraints', 'placement-strategy')
)
SELECT subject, locator, name AS key, verdict, latent,
  CASE WHEN verdict = 'unknown' THEN 'launch.undecided' WHEN name = 'launch-type' THEN iif(network_mode = 'awsvpc', 'launch.external-awsvpc', 'launch.external-efs')
    WHEN name = 'platform-version' THEN 'launch.platform-version' ELSE 'launch.placement-on-fargate' END AS code,
  callerRole, taskDefinition, cluster, iif(value_is = 'static', value, NULL) AS value, runs_on AS launchType, runs_on_why AS launchTypeFrom,
  CASE name WHEN 'launch-type' THEN 'LaunchType' WHEN 'platform-version' THEN 'PlatformVersion'
    WHEN 'placement-constraints' THEN 'PlacementConstraints' ELSE 'PlacementStrategy' END AS argument,
  nullif(verdict = 'conditional', 0) AS isConditional, nullif(value_is <> 'static', 0) AS computedValue,
  iif(runs_on_is = 'dynamic', runs_on_why, NULL) AS computedLaunchType,
  iif(runs_on_is = 'unread', computedCluster, NULL) AS computedCluster,
  iif(runs_on_is = 'unread', unreadCluster, NULL) AS unreadCluster,
  iif(runs_on_is = 'unread', missingCluster, NULL) AS missingCluster,
  iif(name = 'launch-type', computedTaskDefinition, NULL) AS computedTaskDefinition,
  iif(name = 'launch-type', unreadTaskDefinition, NULL) AS unreadTaskDefinition,
  iif(name = 'launch-type', missingTaskDefinition, NULL) AS missingTaskDefinition, stateMachine, rule, schedule, pipe
FROM judged;
