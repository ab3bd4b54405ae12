INSERT INTO devices (id, driver_key, instance_id, external_id, document, created_at)
SELECT 'device-' || n, 'BENCH', 'bench-1', n::text, '{}', now() FROM generate_series(0, 4999) AS n;

INSERT INTO device_states (device_id, epoch, version, document)
SELECT 'device-' || n, 1, 1, '{}' FROM generate_series(0, 4999) AS n;

INSERT INTO history_keys (device_id, key, unit)
SELECT 'device-' || (n % 200), 'key-' || (n / 200), NULL FROM generate_series(0, 1999) AS n;

INSERT INTO history_points (key_id, slot, at, number)
SELECT 1 + n % 2000, (extract(epoch FROM at) * 1000)::bigint / 5000 * 5000, at, n % 100
FROM generate_series(0, 999999) AS n, LATERAL (SELECT now() - interval '90 days' + n * interval '7.77 s') AS t (at);

INSERT INTO history_hours (key_id, hour, min, max, sum, weight, last)
SELECT 1 + n % 2000, date_trunc('hour', now()) - interval '500 hours' + (n / 2000) * interval '1 hour', 0, 9, 99, 3600000, 1
FROM generate_series(0, 999999) AS n;

INSERT INTO activity (id, at, kind, who, source, title, device_id, program_id, details)
SELECT 'act_' || lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '-' || lpad(n::text, 8, '0'), at,
  CASE WHEN n % 200000 = 7 THEN 'USER_ADDED' WHEN n % 50 = 0 THEN 'LOGIN' ELSE 'COMMAND' END,
  CASE WHEN n < 500 THEN 'guest' WHEN n % 3 = 0 THEN NULL ELSE 'person-' || (n % 5) END,
  CASE WHEN n < 500 THEN 'SOCKET' WHEN n % 4 = 0 THEN 'PROGRAM' ELSE 'REST' END, 'Something happened',
  'device-' || (n % 200), CASE WHEN n % 10 = 0 THEN 'program-' || (n % 100) END, '{}'
FROM generate_series(0, 999999) AS n, LATERAL (SELECT now() - interval '90 days' + n * interval '7.77 s') AS t (at);

INSERT INTO commands (request_id, device_id, action, command, payload, source, asked_by, requested_at, status, ended_at, node)
SELECT md5(n::text), 'device-' || (n % 200), 'turn_on', 'turn_on', '{}', 'REST', 'person-1', at,
  CASE WHEN n % 100000 = 0 THEN 'DISPATCHED' ELSE 'COMPLETED' END, at, 'node-1'
FROM generate_series(0, 999999) AS n, LATERAL (SELECT now() - interval '30 days' + n * interval '2.59 s') AS t (at);

INSERT INTO metric_points (device_id, key, value, at)
SELECT 'device-' || (n % 200), 'metric-' || (n / 200 % 5), to_json(n), now() - interval '7 days' + n * interval '0.6 s'
FROM generate_series(0, 999999) AS n;

INSERT INTO metric_minutes (device_id, key, minute, count, min, max, sum)
SELECT 'device-' || (n % 100), 'metric-1', date_trunc('minute', now()) - interval '10000 min' + (n / 100) * interval '1 min', 6, 0, 9, 30
FROM generate_series(0, 999999) AS n;

INSERT INTO program_runs (run_id, node, program_id, program_name, status, source, variables, started_at, ended_at)
SELECT md5(n::text), 'node-1', 'program-' || (n % 100), 'A program', CASE WHEN n < 50 THEN 'FAILED' ELSE 'COMPLETED' END,
  'REST', '{}', at, CASE WHEN n < 99990 THEN at END
FROM generate_series(0, 99999) AS n, LATERAL (SELECT now() - interval '30 days' + n * interval '25.9 s') AS t (at);

INSERT INTO program_run_steps (run_id, number, path, type, status, result, started_at, ended_at)
SELECT md5((n / 10)::text), n % 10, 'actions/0', 'device', 'COMPLETED', '{}', now(), now() FROM generate_series(0, 999999) AS n;

INSERT INTO trigger_claims (program_id, trigger, occasion, claimed_at)
SELECT 'program-' || (n % 100), 'a trigger', n::text, now() - interval '3 days' + n * interval '0.25 s'
FROM generate_series(0, 999999) AS n;

INSERT INTO cluster_nodes (node_id, run, epoch, cluster, version, address, started_at, lease_until)
SELECT 'node-' || n, 'life-' || n, 1, 'bench', '1', '127.0.0.1', now(), now() + interval '1 day' FROM generate_series(1, 3) AS n;

INSERT INTO mqtt_sessions (client_id, username, expiry_seconds, sent_to, will_delay, holder)
SELECT 'client-' || n, 'bench', 3600, 0, 0, 'life-' || (1 + n % 3) FROM generate_series(0, 4999) AS n;

INSERT INTO mqtt_heard (holder, origin, number)
SELECT 'life-' || (1 + n % 3), 'life-' || (n / 3), n FROM generate_series(0, 299) AS n;

INSERT INTO mqtt_served (client_id, origin, number)
SELECT 'client-' || (n % 5000), 'life-' || (n / 5000), n FROM generate_series(0, 49999) AS n;

INSERT INTO mqtt_subscriptions (client_id, filter, qos, no_local, retain_as_published, identifier)
SELECT 'client-' || (n % 5000), 'a/filter/' || n, 1, false, false, 0 FROM generate_series(0, 99999) AS n;

INSERT INTO mqtt_queue (client_id, sequence, qos, retain, released, identifiers, message)
SELECT 'client-' || (n % 100), n / 100, 1, false, false, '{}', decode(repeat('00', 100), 'hex') FROM generate_series(0, 999999) AS n;

INSERT INTO mqtt_received (client_id, packet_id)
SELECT 'client-' || (n % 5000), n / 5000 FROM generate_series(0, 99999) AS n;

INSERT INTO mqtt_retained (topic, message)
SELECT 'busbar/devices/' || n || '/state', decode(repeat('00', 100), 'hex') FROM generate_series(0, 199999) AS n;

VACUUM ANALYZE;
