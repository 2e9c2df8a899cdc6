-- Finished deliveries, each with its event and its one attempt, evenly over the last 20 hours.
CREATE TEMPORARY TABLE made AS
    SELECT (left(uuid_at(moment)::text, 14) || '7' || substr(hash, 1, 3) || '-8' || substr(hash, 4, 3) || '-'
            || substr(hash, 7, 12))::uuid AS id,
           moment,
           n
    FROM (SELECT n, now() - interval '20 hours' * (1 - n::float8 / :rows) AS moment, md5(n::text) AS hash
          FROM generate_series(1, :rows) AS n) AS numbered;

INSERT INTO event (id, tenant_id, type, occurred_at, sender_id, data)
    SELECT made.id, webhook.tenant_id, 'application.created', made.moment, NULL,
           '{"applicationId":"app_8f2c1d","jobId":"job_4471","stage":"applied","candidate":{"name":"Ada Lovelace","email":"ada@example.com","phone":"+44 20 7946 0000"},"n":"' || lpad(made.n::text, 9, '0') || '"}'
    FROM made, webhook WHERE webhook.id = :webhook
    ORDER BY made.id;

INSERT INTO delivery (id, tenant_id, webhook_id, event_id, event_type, status, attempts, response_status, duration_ms,
                      error, completed_at)
    SELECT made.id, webhook.tenant_id, webhook.id, made.id, 'application.created',
           CASE WHEN made.n % 100 = 0 THEN 'failed' ELSE 'success' END, 1,
           CASE WHEN made.n % 100 = 0 THEN 500 ELSE 200 END, 5,
           CASE WHEN made.n % 100 = 0 THEN 'HTTP 500' END, made.moment
    FROM made, webhook WHERE webhook.id = :webhook
    ORDER BY made.id;

INSERT INTO attempt (delivery_id, number, started_at, duration_ms, response_status, response_body, error)
    SELECT id, 1, moment, 5, CASE WHEN n % 100 = 0 THEN 500 ELSE 200 END, '',
           CASE WHEN n % 100 = 0 THEN 'HTTP 500' END
    FROM made
    ORDER BY id;

DROP TABLE made;
VACUUM ANALYZE event, delivery, attempt;
CHECKPOINT;
