-- Subject: every cluster with ACTIVE EC2 instances, for each attribute that the task definitions run there require, and for each task
-- definition whose attributes no single instance has. Registered attributes last, so what no instance has is certain, unless
-- instances were not exported or a capacity provider may start others. `since`: the agent that came with an attribute.
WITH since(attribute, agent) AS (
  VALUES ('com.amazonaws.ecs.capability.task-iam-role', 1011000), ('com.amazonaws.ecs.capability.task-iam-role-network-host', 1012000),
    ('ecs.capability.task-eni', 1015000), ('ecs.capability.execution-role-ecr-pull', 1016000),
    ('ecs.capability.execution-role-awslogs', 1016000), ('ecs.capability.private-registry-authentication.secretsmanager', 1019000),
    ('ecs.capability.secrets.ssm.environment-variables', 1022000), ('ecs.capability.secrets.asm.environment-variables', 1023000),
    ('ecs.capability.secrets.ssm.bootstrap.log-driver', 1027000), ('ecs.capability.secrets.asm.bootstrap.log-driver', 1027000),
    ('ecs.capability.env-files.s3', 1039000)
), wanted AS (
  SELECT p.cluster, r.value AS attribute, min(t.arn) AS task, count(*) - 1 AS others, min(p.scaled) AS scaled, min(p.latent) AS latent,
    iif(min(t.task_role) = max(t.task_role), min(t.task_role), NULL) AS role
  FROM placement p CROSS JOIN json_each(p.required) r JOIN task_definition t ON t.id = p.task_definition_id
  GROUP BY p.cluster, r.value
), judged AS (
  SELECT w.*, f.active, f.whole, f.machines, f.instance, f.agents, s.agent AS since, f.newest_agent < s.agent AS old,
    (SELECT count(*) FROM active_instance i
      WHERE i.cluster = w.cluster AND EXISTS (SELECT * FROM json_each(i.attributes) a WHERE a.value = w.attribute)) AS able
  FROM fleet f CROSS JOIN wanted w ON w.cluster = f.cluster LEFT JOIN since s ON s.attribute = w.attribute
), unmet AS (
  -- Many task definitions require the same.
  SELECT cluster, required FROM (SELECT DISTINCT cluster, required FROM placement) p
  WHERE NOT EXISTS (SELECT * FROM judged j JOIN json_each(p.required) r ON r.value = j.attribute WHERE j.cluster = p.cluster AND j.able = 0)
    AND NOT EXISTS (SELECT * FROM active_instance i WHERE i.cluster = p.cluster AND NOT EXISTS (
      SELECT * FROM json_each(p.required) r WHERE r.value NOT IN (SELECT a.value FROM json_each(coalesce(i.attributes, p.required)) a)))
), short AS (
  SELECT p.cluster, t.arn AS task, t.task_role AS role, p.scaled, p.latent, f.machines, f.instance, f.whole
  FROM fleet f CROSS JOIN placement p ON p.cluster = f.cluster JOIN task_definition t ON t.id = p.task_definition_id
  WHERE (p.cluster, p.required) IN (SELECT cluster, required FROM unmet)
)
SELECT cluster AS subject, '' AS locator, attribute AS key, latent,
  CASE WHEN able = active THEN 'pass' WHEN able > 0 THEN iif(attribute LIKE '%.task-iam-role%', 'conditional', 'pass')
    WHEN NOT whole THEN 'unknown' WHEN scaled THEN 'conditional' ELSE 'fail' END AS verdict,
  CASE WHEN able > 0 THEN 'agent.some-without-task-roles' WHEN NOT whole THEN 'agent.undecided'
    WHEN old THEN 'agent.too-old' WHEN attribute LIKE '%.task-iam-role' THEN 'agent.task-iam-role-disabled'
    WHEN attribute LIKE '%.task-iam-role-network-host' THEN 'agent.network-host-disabled' ELSE 'agent.attribute-missing' END AS code,
  attribute, task AS taskDefinition, nullif(others, 0) AS others, role, machines AS instances, instance AS containerInstance,
  iif(old, agents, NULL) AS agentVersion, iif(old, printf('%d.%d.%d', since / 1000000, since / 1000 % 1000, since % 1000), NULL) AS needed, iif(scaled, 1, NULL) AS scaled, active - able AS unable, active
FROM judged
UNION ALL
SELECT cluster, '', rtrim(rtrim(task, '0123456789'), ':'), latent, CASE WHEN NOT whole THEN 'unknown' WHEN scaled THEN 'conditional' ELSE 'fail' END,
  iif(whole, 'agent.attribute-missing', 'agent.undecided'), NULL, task, NULL, role, machines, instance, NULL, NULL, iif(scaled, 1, NULL), NULL, NULL
FROM short;
