-- Subject: every role of ACTIVE container instances, for its trust policy and for what the agent calls with it, in all its clusters.
SELECT x.role AS subject, '' AS locator, x.slot AS key, x.verdict,
  CASE WHEN x.worst = 1 THEN 'instance-role.undecided' WHEN x.slot = 'trust' THEN 'instance-role.trust' ELSE 'instance-role.permissions' END AS code,
  x.role, iif(x.worst = 2, 1, NULL) AS isOpen, replace(group_concat(DISTINCT x.cluster), ',', ', ') AS clusters,
  replace(group_concat(DISTINCT f.action), ',', ', ') AS actions, min(f.deniedBy) AS deniedBy, min(f.documents) AS documents, min(f.decided) AS decided
FROM instance_need x LEFT JOIN refusal f ON f.id = x.answer
WHERE x.rank = x.worst
GROUP BY x.role, x.slot;
