-- Subject: every launch that names security groups, where those of the region were exported: for each group that is not surely of the VPC of
-- its subnets. A group but the VPC's default one can be associated with a second VPC, and another account can share one: both are conditional.
SELECT w.subject, w.locator, u.name AS key, w.latent,
  CASE u.state WHEN 'fits' THEN 'pass' WHEN 'unread' THEN 'unknown' ELSE iif(u.certain, 'fail', 'conditional') END AS verdict,
  CASE u.state WHEN 'other' THEN 'network.group-of-another-vpc' WHEN 'missing' THEN 'network.group-missing' ELSE 'network.group-undecided' END AS code,
  w.callerRole, w.taskDefinition, w.cluster, u.name AS "group", u.vpc AS groupVpc, u.beside, u.wanted AS wantedVpc,
  iif(u.certain, NULL, 1) AS isConditional, w.stateMachine, w.rule, w.schedule, w.pipe
FROM security_group_use u CROSS JOIN wiring w ON w.launch = u.launch;
