-- Subject: every task definition in use that has a task role and an execution role.
SELECT t.arn AS subject, '' AS locator, '' AS key, iif(r.role = e.role, 'fail', 'pass') AS verdict, 'placement.shared-role' AS code,
  t.arn AS taskDefinition, r.role
FROM own_task_role r
JOIN own_execution_role e ON e.task_definition_id = r.task_definition_id
JOIN task_definition t ON t.id = r.task_definition_id;
