-- Subject: every service, and each of its task sets, for each of seven questions. ECS refuses what does not fit when a service is made or
-- changed, so that an export of an account has none of it; a cluster may lose a capacity provider later.
WITH asked AS (
  SELECT s.arn, s.cluster, s.wants_tasks, b.*, q.value AS question, t.arn AS taskDefinition, t.network_mode, c.capacity_providers,
    coalesce(t.compatibilities, t.requires_compatibilities) AS compatible, iif(t.compatibilities IS NULL, t.requires_compatibilities, NULL) AS requiredOnly,
    json_array_length(b.subnets) AS subnetCount, json_array_length(b.security_groups) AS groupCount,
    (SELECT group_concat('`' || p.value || '`', ', ') FROM json_each(b.providers) p
      WHERE p.value NOT IN (SELECT k.value FROM json_each(c.capacity_providers) k)) AS strangers
  FROM service_start b JOIN service s ON s.id = b.service
  LEFT JOIN task_definition t ON t.id = b.task_definition_id
  LEFT JOIN cluster c ON c.arn = s.cluster
  JOIN json_each('["network", "launch type", "public address", "provider", "platform version", "subnets", "load balancer"]') q
), doubted AS (
  -- A capacity provider that is not Fargate's may be of managed instances.
  SELECT *, launch_type IS NULL AND runs_on = 'EC2' AND compatible LIKE '%"MANAGED_INSTANCES"%' AS doubt FROM asked
), judged AS (
  SELECT *, CASE question
      WHEN 'network' THEN CASE
        WHEN network_mode IS NULL THEN 'unknown'
        WHEN network_mode = 'awsvpc' THEN iif(subnetCount > 0, 'pass', 'fail')
        ELSE iif(has_network, 'fail', 'pass')
      END
      WHEN 'launch type' THEN CASE
        WHEN runs_on IS NULL OR compatible IS NULL THEN 'unknown'
        WHEN instr(compatible, '"' || runs_on || '"') THEN 'pass'
        WHEN doubt THEN 'unknown'
        ELSE iif(requiredOnly IS NULL, 'fail', 'conditional')
      END
      WHEN 'public address' THEN CASE
        WHEN upper(coalesce(public_ip, '')) <> 'ENABLED' OR network_mode <> 'awsvpc' OR runs_on = 'FARGATE' THEN 'pass'
        ELSE iif(runs_on IS NULL OR network_mode IS NULL OR doubt, 'unknown', 'fail')
      END
      WHEN 'provider' THEN CASE
        WHEN providers = '[]' THEN 'pass'
        WHEN capacity_providers IS NULL THEN 'unknown'
        ELSE iif(strangers IS NULL, 'pass', 'fail')
      END
      WHEN 'platform version' THEN CASE
        WHEN taskDefinition IS NULL AND platform_version <> 'LATEST' AND runs_on IS NOT 'EC2' THEN 'unknown'
        WHEN too_new IS NULL OR runs_on <> 'FARGATE' THEN 'pass'
        ELSE iif(runs_on IS NULL, 'conditional', 'fail')
      END
      WHEN 'load balancer' THEN iif(balanced AND runs_on = 'EXTERNAL', 'fail', 'pass')
      WHEN 'subnets' THEN iif(subnetCount > 16 OR groupCount > 5, 'fail', 'pass')
    END AS verdict
  FROM doubted
)
SELECT arn AS subject, locator, question AS key, verdict, coalesce(wants_tasks = 0, 0) AS latent,
  CASE
    WHEN verdict = 'pass' THEN NULL
    WHEN verdict = 'unknown' THEN 'service.not-read'
    WHEN question = 'network' THEN iif(has_network AND network_mode <> 'awsvpc', 'service.network-unexpected', 'service.network-missing')
    ELSE 'service.' || replace(iif(question = 'subnets', 'too many subnets', question), ' ', '-')
  END AS code,
  cluster, coalesce(taskDefinition, task_definition) AS taskDefinition, network_mode AS networkMode, runs_on AS launchType, runs_on_why AS launchTypeFrom,
  replace(replace(trim(compatible, '[]'), '"', ''), ',', ', ') AS compatibleWith, requiredOnly, strangers, platform_version AS given, too_new AS features,
  needed, subnetCount, groupCount, iif(taskDefinition IS NULL AND question <> 'provider', task_definition, NULL) AS unreadTaskDefinition,
  iif(verdict = 'unknown' AND (question = 'provider' OR taskDefinition IS NOT NULL AND runs_on IS NULL), cluster, NULL) AS unreadCluster,
  iif(verdict = 'unknown' AND doubt, 1, NULL) AS possiblyManaged, nullif(locator, '') AS taskSet
FROM judged;
