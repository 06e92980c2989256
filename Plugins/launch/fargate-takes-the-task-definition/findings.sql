-- Subject: every task definition in use that is made for Fargate and of which the export has no word of ECS on what it is compatible with,
-- for its network mode, its parameters and its size. ECS registers none that Fargate does not take; one that somebody wrote may be.
WITH asked AS (
  SELECT *, operating_system LIKE 'WINDOWS%' AS isWindows, cpu IS NULL OR memory IS NULL AS isSizeless,
    CAST(CAST(cpu AS REAL) * iif(cpu LIKE '%vcpu', 1024, 1) AS INTEGER) AS units,
    CAST(CAST(memory AS REAL) * iif(memory LIKE '%gb', 1024, 1) AS INTEGER) AS mib
  FROM task_definition WHERE compatibilities IS NULL AND in_use AND requires_compatibilities LIKE '%"FARGATE"%'
)
SELECT arn AS subject, '' AS locator, 'networkMode' AS key, iif(network_mode = 'awsvpc', 'pass', 'fail') AS verdict, 'fargate.network-mode' AS code,
  arn AS taskDefinition, network_mode AS networkMode, NULL AS parameters, NULL AS cpu, NULL AS memory, NULL AS sizeless, NULL AS isLarge
FROM asked
UNION ALL
SELECT arn, '', 'parameters', iif(coalesce(fargate_refuses, '[]') = '[]', 'pass', 'fail'), 'fargate.parameters',
  arn, NULL, (SELECT group_concat(p.value, ', ') FROM json_each(fargate_refuses) p), NULL, NULL, NULL, NULL
FROM asked
UNION ALL
SELECT arn, '', 'size', CASE WHEN isSizeless THEN 'fail' WHEN units > 16384 THEN 'conditional' WHEN isWindows AND units < 1024 THEN 'fail'
    WHEN EXISTS (SELECT * FROM fargate_size s WHERE s.units = a.units AND a.mib BETWEEN s.least AND s.most AND (a.mib - s.least) % s.step = 0)
      THEN 'pass' ELSE 'fail' END, 'fargate.size',
  arn, NULL, NULL, cpu, memory, nullif(isSizeless, 0), iif(NOT isSizeless AND units > 16384, 1, NULL)
FROM asked a;
