-- Subject: every task definition without an execution role that runs on container instances, for each role of these that pulls its
-- images or writes its logs. Where the cluster has instances of which that is not certain, the task may start on those.
WITH asked AS MATERIALIZED (
  SELECT * FROM task_need WHERE purpose = 'execution-instance'
), place AS (
  SELECT p.task_definition_id AS task, p.cluster, p.latent, f.whole AND min(a.verdict IS 'fail') AS isCertain
  FROM placement p JOIN fleet f ON f.cluster = p.cluster JOIN active_instance i ON i.cluster = p.cluster
  LEFT JOIN asked a ON a.subject_id = p.task_definition_id AND a.role_id = i.role_id
  WHERE p.takes_role
  GROUP BY p.task_definition_id, p.cluster
)
SELECT a.subject, '' AS locator, a.role AS key, iif(a.verdict = 'fail' AND NOT max(p.isCertain), 'conditional', a.verdict) AS verdict,
  min(p.latent) AS latent, iif(a.verdict = 'unknown', 'instance-role.undecided', 'instance-role.task-permissions') AS code,
  a.role, a.taskDefinition, a.action, a.resource, a.actions, a.needed, a.grants, a.session, a.layer, a.boundary, a.deniedBy, a.sid,
  a.documents, a.decided, replace(group_concat(DISTINCT substr(p.cluster, instr(p.cluster, '/') + 1)), ',', ', ') AS clusters,
  iif(a.verdict = 'conditional', 1, NULL) AS isOpen, iif(a.verdict = 'fail' AND NOT max(p.isCertain), 1, NULL) AS hasOthers,
  iif(a.cause = 'cross-account', substr(a.resource, instr(a.resource, ':repository/') - 12, 12), NULL) AS otherAccount,
  iif(a.action LIKE 'ecr:%', 1, NULL) AS pulling
FROM asked a JOIN place p ON p.task = a.subject_id
WHERE EXISTS (SELECT * FROM active_instance i WHERE i.cluster = p.cluster AND i.role_id = a.role_id)
GROUP BY a.subject_id, a.role;
