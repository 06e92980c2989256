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
  w.callerRole,
  w.taskDefinition,
  iif(w.task_is IN ('dynamic', 'pattern'), w.task_definition, NULL) AS computedTaskDefinition,
  iif(w.task_is = 'unread', w.task_definition, NULL) AS unreadTaskDefinition,
  iif(w.task_is IN ('missing', 'inactive', 'absent'), coalesce(w.task_definition, ''), NULL) AS missingTaskDefinition,
  w.network_mode AS networkMode, w.cluster, w.runs_on AS launchType, w.runs_on_why AS launchTypeFrom,
  iif(w.runs_on = 'FARGATE', w.runs_on_why, NULL) AS fargateFrom, nullif(w.public_ip_is <> 'static', 0) AS computedPublicIp,
  iif(w.runs_on_is = 'dynamic', w.runs_on_why, NULL) AS computedLaunchType,
  iif(w.runs_on_is = 'unread', w.cluster, NULL) AS unreadCluster,

  iif(w.source = 'states', w.subject, NULL) AS stateMachine,
  iif(w.source = 'events', w.subject, NULL) AS rule,
  iif(w.source = 'scheduler', w.subject, NULL) AS schedule
FROM judged w;
