-- Subject: every launch, for its cluster. That there is none is concluded only where all clusters of the account and region were
-- exported. The account of the call is the caller's, which the role's ARN tells.
WITH judged AS (
  SELECT w.*, c.status, c.status = 'ACTIVE' AND c.account = w.account AND c.region = w.region
      AND instr(w.callerRole, '::' || w.account || ':') AS isWell, CASE
      WHEN w.computedCluster IS NOT NULL THEN 'cluster.undecided'
      WHEN (c.account = w.account AND c.region = w.region AND instr(w.callerRole, '::' || w.account || ':')) IS NOT TRUE THEN
        CASE WHEN arn_part(w.cluster, 'account') <> arn_part(w.callerRole, 'account') THEN 'cluster.cross-account'
          WHEN arn_part(w.callerRole, 'account') IS NULL AND arn_part(w.cluster, 'account') <> w.account THEN 'cluster.undecided'
          WHEN arn_part(w.cluster, 'region') <> w.region THEN 'cluster.cross-region' END
    END AS elsewhere
  FROM wiring w LEFT JOIN cluster c ON c.id = w.cluster_id
), coded AS (
  SELECT *, CASE
      -- Most are, so that the rest is rarely looked at.
      WHEN isWell THEN NULL
      WHEN elsewhere IS NOT NULL THEN elsewhere
      WHEN status = 'ACTIVE' THEN NULL
      WHEN missingCluster IS NOT NULL THEN 'cluster.missing'
      ELSE iif(status <> '', 'cluster.inactive', 'cluster.undecided')
    END AS code
  FROM judged
)
SELECT subject, locator, '' AS key, latent, code,
  CASE WHEN isWell OR code IS NULL THEN 'pass' WHEN code = 'cluster.undecided' THEN 'unknown'
    WHEN code = 'cluster.cross-region' OR (code = 'cluster.inactive' AND status <> 'INACTIVE') THEN 'conditional' ELSE 'fail' END AS verdict,
  callerRole, taskDefinition, cluster, status, iif(status = 'INACTIVE', 1, NULL) AS isDeleted, nullif(cluster_is = 'absent', 0) AS clusterAbsent,
  arn_part(cluster, 'account') AS clusterAccount, arn_part(cluster, 'region') AS clusterRegion,
  arn_part(callerRole, 'account') AS callerAccount, region AS callRegion,
  computedCluster, unreadCluster, iif(code = 'cluster.undecided', missingCluster, NULL) AS missingCluster,
  iif(status = '', cluster, NULL) AS statusless,
  iif(elsewhere = 'cluster.undecided' AND computedCluster IS NULL, 1, NULL) AS unknownCaller, stateMachine, rule, schedule, pipe
FROM coded;
