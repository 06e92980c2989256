-- Subject: every launch that gives a number of tasks other than 1.
WITH judged AS (
  SELECT w.*, a.value, CASE
      WHEN a.value_is <> 'static' OR ltrim(a.value, '-') GLOB '*[^0-9]*' OR ltrim(a.value, '-') = '' THEN 'unknown'
      WHEN CAST(a.value AS INTEGER) BETWEEN 1 AND 10 THEN 'pass'
      ELSE iif(w.source IN ('events', 'pipes') AND CAST(a.value AS INTEGER) > 10, 'conditional', 'fail')
    END AS verdict
  FROM launch_argument a JOIN wiring w ON w.launch = a.launch
  WHERE a.name = 'count'
)
SELECT subject, locator, '' AS key, verdict, latent, iif(verdict = 'unknown', 'launch.undecided', 'launch.count') AS code,
  callerRole, taskDefinition, cluster, iif(verdict = 'unknown', NULL, value) AS count, iif(verdict = 'unknown', value, NULL) AS expression,
  nullif(verdict = 'conditional', 0) AS isConditional, stateMachine, rule, schedule, pipe
FROM judged;
