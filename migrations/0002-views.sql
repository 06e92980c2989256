-- Views of the record for people's own queries, through `rolecall query` or sqlite3. docs/views.md describes each; their
-- columns are a promise: one may be added at the end, none is renamed or taken away.
--
-- Only `fail` counts as open, also while it is not evaluated: what was not looked at is not known to be mended. All times
-- are those of runs, so that a view says the same whenever it is asked.

-- When each run was, so that times never run backwards: a run whose clock was behind takes the time of the run before it,
-- and so does one that claims to be later than the newest.
CREATE VIEW run_day (run, at, day) AS
SELECT id, at, substr(at, 1, 10) FROM (
  SELECT id, coalesce(max(iif(started <= newest, started, NULL)) OVER (ORDER BY id), newest) AS at
  FROM run CROSS JOIN (SELECT started AS newest FROM run ORDER BY id DESC LIMIT 1)
);

-- A row for each stretch of runs in which a finding failed without a break, whatever else about it changed; `code` and
-- `severity` are its last. `outcome` is 'resolved', 'undecided' where it became conditional or unknown, NULL where it is open.
CREATE VIEW finding_life (
  finding, life, check_id, module, subject, kind, account, region, code, severity, opened_run, opened, closed_run, closed,
  outcome, days
) AS
WITH stretch AS (
  SELECT *, lag(to_run) OVER w IS NOT from_run AS begins,
    to_run IS NULL OR lead(from_run) OVER w IS NOT to_run AS ends
  FROM finding_interval WHERE verdict = 'fail' WINDOW w AS (PARTITION BY finding ORDER BY from_run)
), life AS (
  SELECT *, sum(begins) OVER w AS number, max(iif(begins, from_run, NULL)) OVER w AS opened_run
  FROM stretch WINDOW w AS (PARTITION BY finding ORDER BY from_run)
)
SELECT l.finding, l.number, f.check_id, substr(f.check_id, 1, instr(f.check_id || '/', '/') - 1), f.subject, f.kind,
  f.account, f.region, l.code, l.severity, l.opened_run, o.at, l.to_run, c.at,
  CASE WHEN l.to_run IS NULL THEN NULL
    WHEN EXISTS (SELECT * FROM finding_interval n WHERE n.finding = l.finding AND n.from_run = l.to_run) THEN 'undecided'
    ELSE 'resolved' END,
  round(julianday(coalesce(c.at, (SELECT at FROM run_day ORDER BY run DESC LIMIT 1))) - julianday(o.at), 3)
FROM life l JOIN finding f ON f.id = l.finding JOIN run_day o ON o.run = l.opened_run
LEFT JOIN run_day c ON c.run = l.to_run
WHERE l.ends;

-- A row for each finding that stands now, with any verdict; `opened` and `age_days` where it fails.
CREATE VIEW finding_now (
  finding, fingerprint, check_id, module, subject, locator, key, kind, account, region, verdict, code, severity, state,
  first_seen, opened, age_days
) AS
WITH first AS (SELECT finding, min(from_run) AS run FROM finding_interval GROUP BY finding),
standing AS MATERIALIZED (SELECT finding, opened, days FROM finding_life WHERE closed_run IS NULL)
SELECT f.id, f.fingerprint, f.check_id, substr(f.check_id, 1, instr(f.check_id || '/', '/') - 1), f.subject, f.locator,
  f.key, f.kind, f.account, f.region, i.verdict, i.code, i.severity, i.state, r.at, l.opened, l.days
FROM finding_interval i JOIN finding f ON f.id = i.finding
JOIN first ON first.finding = i.finding JOIN run_day r ON r.run = first.run
LEFT JOIN standing l ON l.finding = i.finding
WHERE i.to_run IS NULL;

-- How many findings were open at the end of each day from the first run to the newest; no row for none. Of the time before
-- the oldest run that was not pruned nothing is told: findings that ended in it may be forgotten.
CREATE VIEW open_by_day (day, account, module, severity, open) AS
WITH RECURSIVE moment AS MATERIALIZED (SELECT run, day FROM run_day),
start (day) AS MATERIALIZED (
  SELECT min(m.day) FROM moment m JOIN run r ON r.id = m.run JOIN document d ON d.id = r.remarks
  WHERE d.body <> '{"pruned":true}'
), failure AS MATERIALIZED (
  SELECT f.account, substr(f.check_id, 1, instr(f.check_id || '/', '/') - 1) AS module, i.severity, b.day AS first, e.day AS after
  FROM finding_interval i JOIN finding f ON f.id = i.finding
  JOIN moment b ON b.run = i.from_run LEFT JOIN moment e ON e.run = i.to_run
  WHERE i.verdict = 'fail'
), step AS MATERIALIZED (
  SELECT max(day, (SELECT day FROM start)) AS day, account, module, severity, sum(change) AS change FROM (
    SELECT first AS day, account, module, severity, 1 AS change FROM failure
    UNION ALL SELECT after, account, module, severity, -1 FROM failure WHERE after IS NOT NULL)
  GROUP BY 1, account, module, severity
), calendar (day, last) AS (
  SELECT (SELECT day FROM start), max(day) FROM moment
  UNION ALL SELECT date(day, '+1 day'), last FROM calendar WHERE day < last
)
SELECT day, account, module, severity, open FROM (
  SELECT c.day, p.account, p.module, p.severity,
    sum(coalesce(s.change, 0)) OVER (PARTITION BY p.account, p.module, p.severity ORDER BY c.day) AS open
  FROM calendar c CROSS JOIN (SELECT DISTINCT account, module, severity FROM step) p
  LEFT JOIN step s ON s.day = c.day AND s.account = p.account AND s.module = p.module AND s.severity = p.severity)
WHERE open > 0;

-- How many findings are open now, by how many days they have been.
CREATE VIEW age_bucket (bucket, from_days, account, module, severity, findings) AS
SELECT CASE from_days WHEN 0 THEN '0-6' WHEN 7 THEN '7-29' WHEN 30 THEN '30-89' ELSE '90+' END, from_days, account, module,
  severity, count(*)
FROM (
  SELECT *, CASE WHEN age < 7 THEN 0 WHEN age < 30 THEN 7 WHEN age < 90 THEN 30 ELSE 90 END AS from_days FROM (
    SELECT l.*, julianday((SELECT max(day) FROM run_day)) - julianday(substr(opened, 1, 10)) AS age
    FROM finding_life l WHERE closed_run IS NULL))
GROUP BY from_days, account, module, severity;

-- A row for each time that a finding was resolved, with the days that it took.
CREATE VIEW time_to_resolve (finding, check_id, module, subject, account, region, code, severity, opened, resolved, days) AS
SELECT finding, check_id, module, subject, account, region, code, severity, opened, closed, days
FROM finding_life WHERE outcome = 'resolved';

-- What came and went on each day on which anything did. `reopened`: those of the opened that had been open before.
CREATE VIEW churn (day, account, module, severity, opened, reopened, resolved, undecided) AS
SELECT day, account, module, severity, sum(opened), sum(reopened), sum(resolved), sum(undecided) FROM (
  SELECT substr(opened, 1, 10) AS day, account, module, severity, 1 AS opened, life > 1 AS reopened, 0 AS resolved, 0 AS undecided
  FROM finding_life
  UNION ALL
  SELECT substr(closed, 1, 10), account, module, severity, 0, 0, outcome = 'resolved', outcome = 'undecided'
  FROM finding_life WHERE closed IS NOT NULL)
GROUP BY day, account, module, severity;
