-- Subject: every launch that overrides the task's CPU or memory. Texts like '.5 vCPU' and '2 GB' are numbers with a unit.
WITH given AS (
  SELECT launch, max(iif(name = 'cpu', value, NULL)) AS cpu, max(iif(name = 'memory', value, NULL)) AS memory,
    group_concat(iif(value_is <> 'static', '`' || value || '`', NULL), ', ') AS computed
  FROM launch_argument
  WHERE name IN ('cpu', 'memory')
  GROUP BY launch
), asked AS (
  SELECT w.*, coalesce(g.cpu, w.task_cpu) AS cpu, coalesce(g.memory, w.task_memory) AS memory, g.computed,
    w.operating_system LIKE 'WINDOWS%' AS isWindows, g.cpu IS NULL OR g.memory IS NULL AS isMixed
  FROM given g JOIN wiring w ON w.launch = g.launch
), measured AS (
  SELECT *,
    iif(rtrim(lower(cpu), 'vcpu ') GLOB '*[^0-9.]*', NULL, CAST(CAST(cpu AS REAL) * iif(cpu LIKE '%vcpu', 1024, 1) AS INTEGER)) AS units,
    iif(rtrim(lower(memory), 'gb ') GLOB '*[^0-9.]*', NULL, CAST(CAST(memory AS REAL) * iif(memory LIKE '%gb', 1024, 1) AS INTEGER)) AS mib
  FROM asked
), judged AS (
  SELECT *, CASE
      WHEN runs_on_is = 'static' AND runs_on <> 'FARGATE' THEN 'pass'
      WHEN runs_on_is <> 'static' OR task_is <> 'found' OR computed IS NOT NULL OR units IS NULL OR mib IS NULL THEN 'unknown'
      WHEN units > 16384 THEN 'conditional'
      WHEN isWindows AND units < 1024 THEN 'fail'
      WHEN EXISTS (SELECT * FROM fargate_size s WHERE s.units = m.units AND m.mib BETWEEN s.least AND s.most AND (m.mib - s.least) % s.step = 0)
        THEN 'pass'
      ELSE 'fail'
    END AS verdict
  FROM measured m
)
SELECT subject, locator, coalesce(family, '') AS key, verdict, latent,
  iif(verdict = 'unknown', 'launch.undecided', 'launch.fargate-size') AS code, callerRole, taskDefinition, cluster, cpu, memory,
  nullif(isMixed, 0) AS isMixed, iif(verdict = 'fail' AND isWindows AND units < 1024, 1, NULL) AS isWindows,
  nullif(verdict = 'conditional', 0) AS isLarge, iif(verdict = 'fail' AND NOT coalesce(isWindows AND units < 1024, 0), 1, NULL) AS isNone,
  coalesce(computed, iif(units IS NULL, '`' || cpu || '`', NULL), iif(mib IS NULL, '`' || memory || '`', NULL)) AS unclearSizes,
  computedTaskDefinition, unreadTaskDefinition, missingTaskDefinition,
  iif(runs_on_is = 'dynamic', runs_on_why, NULL) AS computedLaunchType,
  iif(runs_on_is = 'unread', computedCluster, NULL) AS computedCluster,
  iif(runs_on_is = 'unread', unreadCluster, NULL) AS unreadCluster,
  iif(runs_on_is = 'unread', missingCluster, NULL) AS missingCluster,
  iif(cpu IS NULL OR memory IS NULL, taskDefinition, NULL) AS sizeless, stateMachine, rule, schedule, pipe
FROM judged;
