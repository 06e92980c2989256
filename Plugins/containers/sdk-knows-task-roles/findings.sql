-- Subject: every task definition in use with a task role, for each AWS SDK that a host or a bill of materials shows in a container. An
-- old AWS CLI beside the application need not be what calls AWS, so that is conditional.
SELECT t.arn AS subject, '' AS locator, s.container || ' ' || s.sdk AS key,
  CASE WHEN NOT s.outdated THEN 'pass' WHEN s.sdk = 'pypi/awscli' THEN 'conditional' ELSE 'fail' END AS verdict,
  'sdk.version' AS code,
  t.arn AS taskDefinition, t.task_role AS role, s.container, substr(s.sdk, instr(s.sdk, '/') + 1) AS sdk, s.version, s.needed, s.source
FROM installed_sdk s JOIN task_definition t ON t.id = s.task_definition_id
WHERE t.in_use AND t.task_role IS NOT NULL;
