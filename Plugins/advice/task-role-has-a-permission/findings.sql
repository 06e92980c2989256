-- Subject: every role that is the task role of a task definition in use.
SELECT DISTINCT r.arn AS subject, '' AS locator, '' AS key, iif(r.id IN (SELECT role_id FROM bare_role), 'fail', 'pass') AS verdict,
  'taskrole.no-policy' AS code, r.arn AS role
FROM own_task_role o JOIN role r ON r.id = o.role_id;
