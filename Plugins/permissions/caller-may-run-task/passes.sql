-- Every launch whose caller may start its task definition.
SELECT subject, locator, '' AS key FROM launch WHERE may_run_task;
