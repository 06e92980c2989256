-- Subject: every launch. A task whose network mode takes no network configuration is another check's.
-- EventBridge documents that its targets may ask for a public address only where they name the launch type FARGATE.
WITH judged AS (
  SELECT *, CASE
      WHEN public_ip_is = 'absent' OR (public_ip_is = 'static' AND upper(public_ip) <> 'ENABLED') THEN 'pass'
      WHEN network_mode <> 'awsvpc' OR (public_ip_is <> 'static' AND runs_on = 'FARGATE') THEN 'pass'
      WHEN runs_on = 'FARGATE' THEN iif(source = 'states' OR launch_type_is = 'static', 'pass', 'conditional')
      WHEN public_ip_is = 'static' AND runs_on_is = 'static' THEN 'fail'
      ELSE 'unknown'
    END AS verdict
  FROM wiring
)
SELECT w.subject, w.locator, coalesce(w.family, '') AS key, w.verdict, w.latent,
  CASE w.verdict WHEN 'pass' THEN NULL WHEN 'unknown' THEN 'network.undecided' ELSE 'network.public-ip-ec2' END AS code,
  w.callerRole, w.taskRole AS role, iif(w.taskRole IS NULL, NULL, 'task') AS slot,
  w.taskDefinition, w.computedTaskDefinition, w.unreadTaskDefinition, w.missingTaskDefinition, w.taskDefinitionAbsent,
  w.network_mode AS networkMode, w.cluster, w.runs_on AS launchType, w.runs_on_why AS launchTypeFrom,
  iif(w.runs_on = 'FARGATE', w.runs_on_why, NULL) AS fargateFrom, nullif(w.public_ip_is <> 'static', 0) AS computedPublicIp,
  iif(w.runs_on_is = 'dynamic', w.runs_on_why, NULL) AS computedLaunchType,
  iif(w.runs_on_is = 'unread', w.computedCluster, NULL) AS computedCluster,
  iif(w.runs_on_is = 'unread', w.unreadCluster, NULL) AS unreadCluster,
  iif(w.runs_on_is = 'unread', w.missingCluster, NULL) AS missingCluster, w.stateMachine, w.rule, w.schedule, w.pipe
FROM judged w;
