-- Subject: every cluster of a host of which there is evidence, for each file that sets a proxy there. An address that a range covers is
-- conditional: the agent understands ranges, other programs may not.
SELECT h.cluster AS subject, '' AS locator, p.file AS key,
  CASE WHEN max(p.certain) THEN 'fail' WHEN count(p.missing) THEN 'conditional' ELSE 'pass' END AS verdict, 'agent.proxy' AS code,
  p.file, min(p.missing) AS addresses, group_concat(iif(p.missing IS NULL, NULL, h.name), ', ') AS instances,
  iif(p.file LIKE '%docker%', 1, NULL) AS ofDocker,
  (SELECT r.role FROM placed_role r WHERE r.cluster = h.cluster) AS role
FROM host h LEFT JOIN host_proxy p ON p.host = h.id
GROUP BY h.cluster, p.file;
