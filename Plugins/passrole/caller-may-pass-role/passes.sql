-- Every role that the caller of its launch may pass, and every launch that hands over none.
SELECT subject, locator, 'task ' || task_role AS key FROM launch WHERE may_pass_task_role
UNION ALL SELECT subject, locator, 'execution ' || execution_role FROM launch WHERE may_pass_execution_role
UNION ALL SELECT subject, locator, 'roles' FROM launch WHERE coalesce(may_pass_task_role, may_pass_execution_role) IS NULL;
