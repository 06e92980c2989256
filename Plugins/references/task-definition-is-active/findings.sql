-- Subject: every launch, for the task definition that it names. That there is none, or none that is active, is concluded only
-- where all task definitions of the account and region were listed. `families` are those that a name put together can come to.
-- One of another region is not known where the call is made; AWS documents no more than that a task definition is of one region.
SELECT w.subject, w.locator, '' AS key, w.latent,
  CASE WHEN w.task_is = 'found' AND w.task_region IS NULL THEN 'pass' WHEN w.task_region <> '' THEN 'conditional'
    WHEN w.task_is = 'unread' THEN 'unknown' WHEN w.computedTaskDefinition IS NOT NULL THEN 'conditional'
    ELSE 'fail' END AS verdict,
  CASE WHEN w.task_region <> '' THEN 'taskdef.cross-region' WHEN w.taskDefinitionAbsent IS NOT NULL THEN 'taskdef.absent' WHEN w.task_is = 'unread' THEN 'taskdef.undecided'
    WHEN w.computedTaskDefinition IS NOT NULL THEN 'dynamic.task-definition' ELSE 'taskdef.' || w.task_is END AS code,
  w.callerRole, d.task_role AS role, iif(d.task_role IS NULL, NULL, 'task') AS slot,
  w.missingTaskDefinition, w.unreadTaskDefinition, w.computedTaskDefinition, d.arn AS latest,
  iif(w.task_region <> '', w.task_definition, NULL) AS distant, w.task_region AS taskRegion,
  iif(w.task_region <> '', w.region, NULL) AS callRegion,
  CASE WHEN w.task_definition_is = 'pattern' THEN (
    SELECT group_concat(family, ', ') FROM (
      SELECT DISTINCT t.family FROM task_definition t
      WHERE t.status = 'ACTIVE' AND t.account = w.account AND t.region = w.region
        AND (t.arn GLOB w.task_definition OR rtrim(rtrim(t.arn, '0123456789'), ':') GLOB w.task_definition
          OR t.family GLOB w.task_definition OR t.family || ':' || t.revision GLOB w.task_definition)
      ORDER BY t.family LIMIT 20)) END AS families,
  iif(w.computedCluster IS NULL, w.cluster, NULL) AS cluster, w.stateMachine, w.rule, w.schedule, w.pipe, w.locator AS target
FROM wiring w
LEFT JOIN task_definition d ON d.id = CASE WHEN w.missingTaskDefinition IS NOT NULL THEN (
  SELECT t.id FROM task_definition t
  WHERE t.latest AND t.account = w.account AND t.region = w.region
    AND t.family = substr(w.task_definition, instr(w.task_definition, '/') + 1,
      length(rtrim(rtrim(w.task_definition, '0123456789'), ':')) - instr(w.task_definition, '/')) COLLATE NOCASE
  ORDER BY t.arn LIMIT 1) END;
