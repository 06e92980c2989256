-- Subject: every launch that puts tasks with a network of their own on the ACTIVE instances of a cluster, in subnets that are written down,
-- where subnets of the region were exported. Instances come and go: that none is in a zone of the subnets holds for the time of the export;
-- that all are in another VPC is certain, unless a capacity provider may start others.
WITH ground AS MATERIALIZED (
  SELECT i.cluster, i.account, i.region, i.vpc, i.zone, f.whole FROM fleet f JOIN active_instance i ON i.cluster = f.cluster
  WHERE EXISTS (SELECT * FROM subnet s WHERE s.account = i.account AND s.region = i.region)
  GROUP BY i.cluster, i.vpc, i.zone
), asked AS (
  -- Many launches name the same.
  SELECT DISTINCT cluster, subnets FROM launch
), meeting AS MATERIALIZED (
  SELECT a.cluster, a.subnets, s.vpc, s.zone, g.vpc AS hostVpc, g.zone AS hostZone, g.whole
  FROM ground g CROSS JOIN asked a ON a.cluster = g.cluster CROSS JOIN json_each(a.subnets) n
  LEFT JOIN subnet s ON s.account = g.account AND s.region = g.region AND s.name = n.value
), judged AS MATERIALIZED (
  SELECT cluster, subnets, max(vpc = hostVpc) AS near, max(vpc = hostVpc AND zone = hostZone) AS here,
    min(whole AND vpc IS NOT NULL AND hostVpc IS NOT NULL) AS placed, min(zone IS NOT NULL AND hostZone IS NOT NULL) AS zoned
  FROM meeting GROUP BY cluster, subnets
), named AS (
  SELECT j.*,
    (SELECT group_concat(vpc, ', ') FROM (SELECT DISTINCT m.vpc FROM meeting m WHERE m.cluster = j.cluster AND m.subnets = j.subnets ORDER BY m.vpc)) AS vpcs,
    (SELECT group_concat(zone, ', ') FROM (SELECT DISTINCT m.zone FROM meeting m WHERE m.cluster = j.cluster AND m.subnets = j.subnets ORDER BY m.zone)) AS zones,
    (SELECT group_concat(vpc, ', ') FROM (SELECT DISTINCT g.vpc FROM ground g WHERE g.cluster = j.cluster ORDER BY g.vpc)) AS instanceVpcs,
    (SELECT group_concat(zone, ', ') FROM (SELECT DISTINCT g.zone FROM ground g WHERE g.cluster = j.cluster ORDER BY g.zone)) AS instanceZones
  FROM judged j
)
SELECT w.subject, w.locator, coalesce(w.family, '') AS key, w.latent,
  CASE WHEN n.here THEN 'pass' WHEN NOT n.placed OR (n.near AND NOT n.zoned) THEN 'unknown' WHEN n.near THEN 'conditional'
    ELSE iif(w.runs_on_why LIKE '%strategy', 'conditional', 'fail') END AS verdict,
  CASE WHEN NOT n.placed OR (n.near AND NOT n.zoned) THEN 'network.instances-undecided' WHEN n.near THEN 'network.instances-in-other-zones'
    ELSE 'network.instances-in-another-vpc' END AS code,
  w.callerRole, w.taskDefinition, w.cluster, n.vpcs, n.zones, n.instanceVpcs, n.instanceZones,
  iif(w.runs_on_why LIKE '%strategy', 1, NULL) AS scaled, w.stateMachine, w.rule, w.schedule, w.pipe
FROM named n CROSS JOIN wiring w ON w.cluster = n.cluster AND w.subnets = n.subnets
WHERE w.runs_on = 'EC2' AND w.network_mode = 'awsvpc' AND w.subnets_is = 'static';
