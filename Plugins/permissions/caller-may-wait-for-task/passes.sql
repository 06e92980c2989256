-- Every state that waits for the end of its task and whose caller may call all that this takes.
SELECT subject, locator, '' AS key FROM launch WHERE may_wait;
