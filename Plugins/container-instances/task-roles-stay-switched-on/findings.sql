-- Subject: every cluster of a host of which there is evidence, or of a machine whose user data were exported, for each of the two
-- settings. What an agent registered without is told of the instance itself; here it is told what an agent that offers task roles now will
-- not offer after a restart, what is switched off on hosts whose container instances were not exported, and what user data will do.
WITH told AS (
  SELECT h.cluster, h.name, h.task_roles, h.task_roles_of_host, h.container_instance, 0 AS isUserData FROM host h
  UNION ALL
  SELECT u.cluster, u.machine, u.task_roles, u.task_roles_of_host, u.container_instance, 1 FROM user_data u
), setting AS (
  SELECT t.*, 'ECS_ENABLE_TASK_IAM_ROLE' AS setting, 'com.amazonaws.ecs.capability.task-iam-role' AS attribute, t.task_roles AS value FROM told t
  UNION ALL
  SELECT t.*, 'ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST', 'com.amazonaws.ecs.capability.task-iam-role-network-host', t.task_roles_of_host FROM told t
), judged AS (
  SELECT s.cluster, s.setting, s.name, s.isUserData, CASE WHEN s.value IS NOT 0 THEN 0 WHEN i.attributes IS NULL THEN 2 - s.isUserData
    ELSE EXISTS (SELECT * FROM json_each(i.attributes) a WHERE a.value = s.attribute) END AS state
  FROM setting s LEFT JOIN container_instance i ON i.id = s.container_instance
)
SELECT cluster AS subject, '' AS locator, iif(isUserData, setting || ' of new instances', setting) AS key,
  CASE max(state) WHEN 2 THEN 'fail' WHEN 1 THEN 'conditional' ELSE 'pass' END AS verdict,
  iif(isUserData, 'agent.user-data-switches-off', 'agent.task-roles-switched-off') AS code, setting,
  group_concat(iif(state > 0, name, NULL), ', ') AS instances, iif(max(state) = 1, 1, NULL) AS later
FROM judged
GROUP BY cluster, setting, isUserData;
