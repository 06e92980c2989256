-- Subject: every launch that tags its tasks and whose caller is known; and those that take the tags from a service.
SELECT w.subject, w.locator, '' AS key, p.verdict, w.latent,
  iif(p.verdict = 'unknown', 'tagging.undecided', 'tagging.permission') AS code,
  w.callerRole, w.taskDefinition, iif(w.computedCluster IS NULL, w.cluster, NULL) AS cluster, p.action, p.resource, p.session,
  iif(p.origin = 'task definition', 1, NULL) AS ofTaskDefinition, iif(p.verdict = 'conditional', 1, NULL) AS isOpen,
  p.settingUnknown, iif(p.slot = 'computed', 1, NULL) AS tagsUnknown,
  p.deniedBy, p.boundary, iif(p.layer = 'scp', 1, NULL) AS scp,
  p.conditionKey, p.conditionOperator, p.conditionValue, p.requestValue, p.documents, p.decided, w.stateMachine, w.rule, w.schedule, w.pipe
FROM tag_need p
JOIN wiring w ON w.launch = p.launch
UNION ALL
SELECT w.subject, w.locator, 'propagation', 'fail', w.latent, 'tagging.from-service',
  w.callerRole, w.taskDefinition, iif(w.computedCluster IS NULL, w.cluster, NULL), NULL, NULL, NULL, NULL, NULL, NULL, NULL,
  NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, w.stateMachine, w.rule, w.schedule, w.pipe
FROM launch_argument a
JOIN wiring w ON w.launch = a.launch
WHERE a.name = 'propagate-tags';
