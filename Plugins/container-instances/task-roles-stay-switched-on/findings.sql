-- Subject: every cluster of a host of which there is evidence, for each of the two settings. What an agent registered without is told of
-- the instance itself; here it is told what an agent that offers task roles now will not offer after a restart, and what is
-- switched off on hosts whose container instances were not exported.
WITH setting AS (
  SELECT h.*, i.attributes, 'ECS_ENABLE_TASK_IAM_ROLE' AS setting, 'com.amazonaws.ecs.capability.task-iam-role' AS attribute, h.task_roles AS value
  FROM host h LEFT JOIN container_instance i ON i.id = h.container_instance
  UNION ALL
  SELECT h.*, i.attributes, 'ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST', 'com.amazonaws.ecs.capability.task-iam-role-network-host', h.task_roles_of_host
  FROM host h LEFT JOIN container_instance i ON i.id = h.container_instance
), judged AS (
  SELECT cluster, setting, name, CASE WHEN value IS NOT 0 THEN 0 WHEN attributes IS NULL THEN 2
    ELSE EXISTS (SELECT * FROM json_each(attributes) a WHERE a.value = attribute) END AS state
  FROM setting
)
SELECT cluster AS subject, '' AS locator, setting AS key, CASE max(state) WHEN 2 THEN 'fail' WHEN 1 THEN 'conditional' ELSE 'pass' END AS verdict,
  'agent.task-roles-switched-off' AS code, setting, group_concat(iif(state > 0, name, NULL), ', ') AS instances, iif(max(state) = 1, 1, NULL) AS later
FROM judged
GROUP BY cluster, setting;
