-- The books in PostgreSQL 15 or newer (UNIQUE NULLS NOT DISTINCT). Run it again after each upgrade: it changes nothing that is there.
-- Connectors write the two tables; everything else is read from them. Whole micro-units, each with its unit in its name.

CREATE TABLE IF NOT EXISTS footprint_journal (
  entry_id text COLLATE "C" PRIMARY KEY,
  kind text NOT NULL,
  window_start timestamptz NOT NULL,
  team text NOT NULL,
  project text,
  model_id text NOT NULL,
  gpu text NOT NULL,
  region text NOT NULL,
  requests bigint NOT NULL,
  late_requests bigint NOT NULL,
  unpriced_requests bigint NOT NULL,
  unsited_requests bigint NOT NULL,
  inferences bigint NOT NULL,
  input_tokens bigint NOT NULL,
  cached_input_tokens bigint NOT NULL,
  output_tokens bigint NOT NULL,
  energy_microjoules_low bigint,
  energy_microjoules_central bigint,
  energy_microjoules_high bigint,
  facility_energy_microjoules_low bigint,
  facility_energy_microjoules_central bigint,
  facility_energy_microjoules_high bigint,
  water_microlitres_low bigint,
  water_microlitres_central bigint,
  water_microlitres_high bigint,
  carbon_micrograms_low bigint,
  carbon_micrograms_central bigint,
  carbon_micrograms_high bigint,
  estimated_energy_microjoules_low bigint,
  estimated_energy_microjoules_central bigint,
  estimated_energy_microjoules_high bigint,
  compared_energy_microjoules bigint NOT NULL,
  batch_size integer,
  measured boolean NOT NULL,
  unpriced_reason text,
  cost_revision text,
  site_revision text,
  replaces_cost_revision text,
  replaces_site_revision text
);
-- Entries come nearly in the order of their minutes: a few kilobytes find a month in years.
CREATE INDEX IF NOT EXISTS footprint_journal_window ON footprint_journal
  USING brin (window_start timestamptz_minmax_multi_ops);
CREATE INDEX IF NOT EXISTS footprint_journal_correction ON footprint_journal (window_start) WHERE kind = 'CORRECTION';

-- An entry never changes. The same one again is left alone; another one of the same id belongs to other books and stops the connector.
CREATE OR REPLACE FUNCTION footprint_journal_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'entry % is in footprint_journal with other content', OLD.entry_id
      USING HINT = 'Books that began anew count their entries from 0 again: give them a database of their own.';
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER footprint_journal_keep BEFORE UPDATE ON footprint_journal
  FOR EACH ROW EXECUTE FUNCTION footprint_journal_keep();

CREATE TABLE IF NOT EXISTS footprint_hourly (
  window_start timestamptz NOT NULL,
  window_seconds integer NOT NULL CHECK (window_seconds = 3600),
  team text NOT NULL,
  project text,
  model_id text NOT NULL,
  gpu text NOT NULL,
  region text NOT NULL,
  requests bigint NOT NULL,
  late_requests bigint NOT NULL,
  unpriced_requests bigint NOT NULL,
  unsited_requests bigint NOT NULL,
  inferences bigint NOT NULL,
  input_tokens bigint NOT NULL,
  cached_input_tokens bigint NOT NULL,
  output_tokens bigint NOT NULL,
  energy_microjoules_low bigint,
  energy_microjoules_central bigint,
  energy_microjoules_high bigint,
  facility_energy_microjoules_low bigint,
  facility_energy_microjoules_central bigint,
  facility_energy_microjoules_high bigint,
  water_microlitres_low bigint,
  water_microlitres_central bigint,
  water_microlitres_high bigint,
  carbon_micrograms_low bigint,
  carbon_micrograms_central bigint,
  carbon_micrograms_high bigint,
  measured_energy_microjoules bigint NOT NULL,
  measured_estimate_microjoules_low bigint,
  measured_estimate_microjoules_central bigint,
  measured_estimate_microjoules_high bigint,
  compared_energy_microjoules bigint NOT NULL,
  corrected_energy_microjoules_low bigint,
  corrected_energy_microjoules_central bigint,
  corrected_energy_microjoules_high bigint,
  corrected_facility_energy_microjoules_low bigint,
  corrected_facility_energy_microjoules_central bigint,
  corrected_facility_energy_microjoules_high bigint,
  corrected_water_microlitres_low bigint,
  corrected_water_microlitres_central bigint,
  corrected_water_microlitres_high bigint,
  corrected_carbon_micrograms_low bigint,
  corrected_carbon_micrograms_central bigint,
  corrected_carbon_micrograms_high bigint,
  kafka_offset bigint NOT NULL,
  kafka_partition integer NOT NULL,
  -- Usage without a project is one row too, not one per update.
  CONSTRAINT footprint_hourly_key
    UNIQUE NULLS NOT DISTINCT (window_start, window_seconds, team, project, model_id, gpu, region)
);
CREATE INDEX IF NOT EXISTS footprint_hourly_team ON footprint_hourly (team, window_start);

-- A total that was written earlier never takes the place of a later one, however often the topic is read.
CREATE OR REPLACE FUNCTION footprint_hourly_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER footprint_hourly_keep BEFORE UPDATE ON footprint_hourly FOR EACH ROW
  WHEN (NEW.kafka_partition = OLD.kafka_partition AND NEW.kafka_offset <= OLD.kafka_offset)
  EXECUTE FUNCTION footprint_hourly_keep();

-- Views: joules, litres and grams as NUMERIC, exact to the last unit (a product, since a quotient would be rounded).
-- A sum over nothing that is priced is null; unpriced_requests and unsited_requests say how much is missing in any other.

CREATE OR REPLACE VIEW footprint_month AS
SELECT
  (date_trunc('month', window_start, 'UTC') AT TIME ZONE 'UTC')::date AS month,
  team,
  project,
  sum(requests) AS requests,
  sum(inferences) AS inferences,
  sum(input_tokens) AS input_tokens,
  sum(cached_input_tokens) AS cached_input_tokens,
  sum(output_tokens) AS output_tokens,
  sum(unpriced_requests) AS unpriced_requests,
  sum(unsited_requests) AS unsited_requests,
  sum(energy_microjoules_low) * 0.000001 AS energy_joules_low,
  sum(energy_microjoules_central) * 0.000001 AS energy_joules_central,
  sum(energy_microjoules_high) * 0.000001 AS energy_joules_high,
  sum(facility_energy_microjoules_low) * 0.000001 AS facility_energy_joules_low,
  sum(facility_energy_microjoules_central) * 0.000001 AS facility_energy_joules_central,
  sum(facility_energy_microjoules_high) * 0.000001 AS facility_energy_joules_high,
  sum(water_microlitres_low) * 0.000001 AS water_litres_low,
  sum(water_microlitres_central) * 0.000001 AS water_litres_central,
  sum(water_microlitres_high) * 0.000001 AS water_litres_high,
  sum(carbon_micrograms_low) * 0.000001 AS carbon_grams_low,
  sum(carbon_micrograms_central) * 0.000001 AS carbon_grams_central,
  sum(carbon_micrograms_high) * 0.000001 AS carbon_grams_high
FROM footprint_hourly
GROUP BY 1, 2, 3;

-- The month of a time zone, from the minutes of the journal: hours of India or Nepal begin in the middle of one of UTC.
CREATE OR REPLACE FUNCTION footprint_bill(month date, zone text) RETURNS TABLE (
  team text,
  project text,
  requests numeric,
  inferences numeric,
  input_tokens numeric,
  cached_input_tokens numeric,
  output_tokens numeric,
  unpriced_requests numeric,
  unsited_requests numeric,
  energy_joules_low numeric,
  energy_joules_central numeric,
  energy_joules_high numeric,
  facility_energy_joules_low numeric,
  facility_energy_joules_central numeric,
  facility_energy_joules_high numeric,
  water_litres_low numeric,
  water_litres_central numeric,
  water_litres_high numeric,
  carbon_grams_low numeric,
  carbon_grams_central numeric,
  carbon_grams_high numeric
) LANGUAGE sql STABLE AS $$
SELECT
  team,
  project,
  sum(requests) AS requests,
  sum(inferences) AS inferences,
  sum(input_tokens) AS input_tokens,
  sum(cached_input_tokens) AS cached_input_tokens,
  sum(output_tokens) AS output_tokens,
  sum(unpriced_requests) AS unpriced_requests,
  sum(unsited_requests) AS unsited_requests,
  sum(energy_microjoules_low) * 0.000001 AS energy_joules_low,
  sum(energy_microjoules_central) * 0.000001 AS energy_joules_central,
  sum(energy_microjoules_high) * 0.000001 AS energy_joules_high,
  sum(facility_energy_microjoules_low) * 0.000001 AS facility_energy_joules_low,
  sum(facility_energy_microjoules_central) * 0.000001 AS facility_energy_joules_central,
  sum(facility_energy_microjoules_high) * 0.000001 AS facility_energy_joules_high,
  sum(water_microlitres_low) * 0.000001 AS water_litres_low,
  sum(water_microlitres_central) * 0.000001 AS water_litres_central,
  sum(water_microlitres_high) * 0.000001 AS water_litres_high,
  sum(carbon_micrograms_low) * 0.000001 AS carbon_grams_low,
  sum(carbon_micrograms_central) * 0.000001 AS carbon_grams_central,
  sum(carbon_micrograms_high) * 0.000001 AS carbon_grams_high
FROM footprint_journal
WHERE window_start >= date_trunc('month', month::timestamp) AT TIME ZONE zone
  AND window_start < (date_trunc('month', month::timestamp) + interval '1 month') AT TIME ZONE zone
GROUP BY team, project
$$;

CREATE OR REPLACE VIEW footprint_model AS
SELECT
  (date_trunc('month', window_start, 'UTC') AT TIME ZONE 'UTC')::date AS month,
  model_id,
  gpu,
  sum(requests) AS requests,
  sum(inferences) AS inferences,
  sum(input_tokens) AS input_tokens,
  sum(cached_input_tokens) AS cached_input_tokens,
  sum(output_tokens) AS output_tokens,
  sum(unpriced_requests) AS unpriced_requests,
  sum(unsited_requests) AS unsited_requests,
  sum(energy_microjoules_low) * 0.000001 AS energy_joules_low,
  sum(energy_microjoules_central) * 0.000001 AS energy_joules_central,
  sum(energy_microjoules_high) * 0.000001 AS energy_joules_high,
  sum(facility_energy_microjoules_low) * 0.000001 AS facility_energy_joules_low,
  sum(facility_energy_microjoules_central) * 0.000001 AS facility_energy_joules_central,
  sum(facility_energy_microjoules_high) * 0.000001 AS facility_energy_joules_high,
  sum(water_microlitres_low) * 0.000001 AS water_litres_low,
  sum(water_microlitres_central) * 0.000001 AS water_litres_central,
  sum(water_microlitres_high) * 0.000001 AS water_litres_high,
  sum(carbon_micrograms_low) * 0.000001 AS carbon_grams_low,
  sum(carbon_micrograms_central) * 0.000001 AS carbon_grams_central,
  sum(carbon_micrograms_high) * 0.000001 AS carbon_grams_high,
  round(
    sum(energy_microjoules_central) * 0.000001 / nullif(sum(requests - unpriced_requests), 0), 6
  ) AS energy_joules_central_per_priced_request
FROM footprint_hourly
GROUP BY 1, 2, 3;

CREATE OR REPLACE VIEW footprint_correction AS
SELECT
  team,
  project,
  model_id,
  gpu,
  region,
  replaces_cost_revision,
  cost_revision,
  replaces_site_revision,
  site_revision,
  count(*) AS entries,
  min(window_start) AS first_minute,
  max(window_start) AS last_minute,
  sum(energy_microjoules_low) * 0.000001 AS energy_joules_low,
  sum(energy_microjoules_central) * 0.000001 AS energy_joules_central,
  sum(energy_microjoules_high) * 0.000001 AS energy_joules_high,
  sum(facility_energy_microjoules_low) * 0.000001 AS facility_energy_joules_low,
  sum(facility_energy_microjoules_central) * 0.000001 AS facility_energy_joules_central,
  sum(facility_energy_microjoules_high) * 0.000001 AS facility_energy_joules_high,
  sum(water_microlitres_low) * 0.000001 AS water_litres_low,
  sum(water_microlitres_central) * 0.000001 AS water_litres_central,
  sum(water_microlitres_high) * 0.000001 AS water_litres_high,
  sum(carbon_micrograms_low) * 0.000001 AS carbon_grams_low,
  sum(carbon_micrograms_central) * 0.000001 AS carbon_grams_central,
  sum(carbon_micrograms_high) * 0.000001 AS carbon_grams_high
FROM footprint_journal
WHERE kind = 'CORRECTION'
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9;

CREATE OR REPLACE VIEW footprint_unpriced AS
SELECT
  window_start,
  team,
  project,
  model_id,
  gpu,
  region,
  requests,
  unpriced_requests,
  unsited_requests,
  energy_microjoules_central * 0.000001 AS energy_joules_central,
  water_microlitres_central * 0.000001 AS water_litres_central,
  carbon_micrograms_central * 0.000001 AS carbon_grams_central
FROM footprint_hourly
WHERE unpriced_requests <> 0 OR unsited_requests <> 0;

-- Does what was added up by the application agree with the journal? No rows: to the last unit. An hour that differs is there twice.
-- While entries come in, one connector is ahead of the other, and the last hours differ for some seconds.
CREATE OR REPLACE VIEW footprint_difference AS
WITH journal AS (
  SELECT
    date_trunc('hour', window_start, 'UTC') AS window_start,
    team,
    project,
    model_id,
    gpu,
    region,
    sum(requests) AS requests,
    sum(late_requests) AS late_requests,
    sum(unpriced_requests) AS unpriced_requests,
    sum(unsited_requests) AS unsited_requests,
    sum(inferences) AS inferences,
    sum(input_tokens) AS input_tokens,
    sum(cached_input_tokens) AS cached_input_tokens,
    sum(output_tokens) AS output_tokens,
    sum(energy_microjoules_low) AS energy_microjoules_low,
    sum(energy_microjoules_central) AS energy_microjoules_central,
    sum(energy_microjoules_high) AS energy_microjoules_high,
    sum(facility_energy_microjoules_low) AS facility_energy_microjoules_low,
    sum(facility_energy_microjoules_central) AS facility_energy_microjoules_central,
    sum(facility_energy_microjoules_high) AS facility_energy_microjoules_high,
    sum(water_microlitres_low) AS water_microlitres_low,
    sum(water_microlitres_central) AS water_microlitres_central,
    sum(water_microlitres_high) AS water_microlitres_high,
    sum(carbon_micrograms_low) AS carbon_micrograms_low,
    sum(carbon_micrograms_central) AS carbon_micrograms_central,
    sum(carbon_micrograms_high) AS carbon_micrograms_high,
    coalesce(sum(energy_microjoules_central) FILTER (WHERE measured), 0) AS measured_energy_microjoules,
    sum(estimated_energy_microjoules_low) AS measured_estimate_microjoules_low,
    sum(estimated_energy_microjoules_central) AS measured_estimate_microjoules_central,
    sum(estimated_energy_microjoules_high) AS measured_estimate_microjoules_high,
    sum(compared_energy_microjoules) AS compared_energy_microjoules,
    sum(energy_microjoules_low) FILTER (WHERE kind = 'CORRECTION') AS corrected_energy_microjoules_low,
    sum(energy_microjoules_central) FILTER (WHERE kind = 'CORRECTION') AS corrected_energy_microjoules_central,
    sum(energy_microjoules_high) FILTER (WHERE kind = 'CORRECTION') AS corrected_energy_microjoules_high,
    sum(facility_energy_microjoules_low) FILTER (WHERE kind = 'CORRECTION') AS corrected_facility_energy_microjoules_low,
    sum(facility_energy_microjoules_central) FILTER (WHERE kind = 'CORRECTION') AS corrected_facility_energy_microjoules_central,
    sum(facility_energy_microjoules_high) FILTER (WHERE kind = 'CORRECTION') AS corrected_facility_energy_microjoules_high,
    sum(water_microlitres_low) FILTER (WHERE kind = 'CORRECTION') AS corrected_water_microlitres_low,
    sum(water_microlitres_central) FILTER (WHERE kind = 'CORRECTION') AS corrected_water_microlitres_central,
    sum(water_microlitres_high) FILTER (WHERE kind = 'CORRECTION') AS corrected_water_microlitres_high,
    sum(carbon_micrograms_low) FILTER (WHERE kind = 'CORRECTION') AS corrected_carbon_micrograms_low,
    sum(carbon_micrograms_central) FILTER (WHERE kind = 'CORRECTION') AS corrected_carbon_micrograms_central,
    sum(carbon_micrograms_high) FILTER (WHERE kind = 'CORRECTION') AS corrected_carbon_micrograms_high
  FROM footprint_journal
  GROUP BY 1, 2, 3, 4, 5, 6
), hourly AS (
  SELECT
    window_start,
    team,
    project,
    model_id,
    gpu,
    region,
    requests,
    late_requests,
    unpriced_requests,
    unsited_requests,
    inferences,
    input_tokens,
    cached_input_tokens,
    output_tokens,
    energy_microjoules_low,
    energy_microjoules_central,
    energy_microjoules_high,
    facility_energy_microjoules_low,
    facility_energy_microjoules_central,
    facility_energy_microjoules_high,
    water_microlitres_low,
    water_microlitres_central,
    water_microlitres_high,
    carbon_micrograms_low,
    carbon_micrograms_central,
    carbon_micrograms_high,
    measured_energy_microjoules,
    measured_estimate_microjoules_low,
    measured_estimate_microjoules_central,
    measured_estimate_microjoules_high,
    compared_energy_microjoules,
    corrected_energy_microjoules_low,
    corrected_energy_microjoules_central,
    corrected_energy_microjoules_high,
    corrected_facility_energy_microjoules_low,
    corrected_facility_energy_microjoules_central,
    corrected_facility_energy_microjoules_high,
    corrected_water_microlitres_low,
    corrected_water_microlitres_central,
    corrected_water_microlitres_high,
    corrected_carbon_micrograms_low,
    corrected_carbon_micrograms_central,
    corrected_carbon_micrograms_high
  FROM footprint_hourly
)
SELECT 'journal' AS found_in, only_journal.* FROM (SELECT * FROM journal EXCEPT SELECT * FROM hourly) AS only_journal
UNION ALL
SELECT 'hourly', only_hourly.* FROM (SELECT * FROM hourly EXCEPT SELECT * FROM journal) AS only_hourly;

-- Is every entry there? Each task numbers its own from 0 without a gap. No rows: nothing is missing between the first and the last.
CREATE OR REPLACE VIEW footprint_gap AS
SELECT task, count(*) AS entries, min(number) AS first, max(number) AS last, max(number) + 1 - count(*) AS missing
FROM (
  SELECT split_part(entry_id, '-', 1)::bigint AS task, split_part(entry_id, '-', 2)::bigint AS number
  FROM footprint_journal
) AS entry
GROUP BY task
HAVING max(number) + 1 <> count(*);

COMMENT ON TABLE footprint_journal IS 'Entries of the journal, append-only: topic footprint-journal. The books are sums of entries and nothing else.';
COMMENT ON COLUMN footprint_journal.entry_id IS 'Task that wrote it, a hyphen, and its number within the task, from 0 without a gap.';
COMMENT ON COLUMN footprint_journal.kind IS 'USAGE: events as they came. LATE_PRICED: amounts that were unknown. CORRECTION: the difference that another revision makes.';
COMMENT ON COLUMN footprint_journal.window_start IS 'Start of the minute of the events.';
COMMENT ON COLUMN footprint_journal.team IS 'The team that is charged.';
COMMENT ON COLUMN footprint_journal.project IS 'The project within the team; null where it splits no bill.';
COMMENT ON COLUMN footprint_journal.model_id IS 'The model.';
COMMENT ON COLUMN footprint_journal.gpu IS 'The accelerator.';
COMMENT ON COLUMN footprint_journal.region IS 'The region.';
COMMENT ON COLUMN footprint_journal.requests IS 'Requests; 0 for LATE_PRICED and CORRECTION, whose usage is in earlier entries.';
COMMENT ON COLUMN footprint_journal.late_requests IS 'Of these, requests that arrived out of time order by more than the configured lateness.';
COMMENT ON COLUMN footprint_journal.unpriced_requests IS 'Requests without energy; below 0 those that a LATE_PRICED entry gives their energy.';
COMMENT ON COLUMN footprint_journal.unsited_requests IS 'Requests with energy and without water and carbon; below 0 those that get them.';
COMMENT ON COLUMN footprint_journal.inferences IS 'Inferences.';
COMMENT ON COLUMN footprint_journal.input_tokens IS 'Input tokens, cached ones included.';
COMMENT ON COLUMN footprint_journal.cached_input_tokens IS 'Cached input tokens.';
COMMENT ON COLUMN footprint_journal.output_tokens IS 'Output tokens.';
COMMENT ON COLUMN footprint_journal.energy_microjoules_low IS 'Lower end of: energy at the accelerator and its share of the host, microjoules; null when unpriced.';
COMMENT ON COLUMN footprint_journal.energy_microjoules_central IS 'Central value of: energy at the accelerator and its share of the host, microjoules; null when unpriced.';
COMMENT ON COLUMN footprint_journal.energy_microjoules_high IS 'Upper end of: energy at the accelerator and its share of the host, microjoules; null when unpriced.';
COMMENT ON COLUMN footprint_journal.facility_energy_microjoules_low IS 'Lower end of: the same with the overhead of the facility (times PUE), microjoules; null when unpriced.';
COMMENT ON COLUMN footprint_journal.facility_energy_microjoules_central IS 'Central value of: the same with the overhead of the facility (times PUE), microjoules; null when unpriced.';
COMMENT ON COLUMN footprint_journal.facility_energy_microjoules_high IS 'Upper end of: the same with the overhead of the facility (times PUE), microjoules; null when unpriced.';
COMMENT ON COLUMN footprint_journal.water_microlitres_low IS 'Lower end of: water on site and behind the electricity, microlitres; null when unpriced.';
COMMENT ON COLUMN footprint_journal.water_microlitres_central IS 'Central value of: water on site and behind the electricity, microlitres; null when unpriced.';
COMMENT ON COLUMN footprint_journal.water_microlitres_high IS 'Upper end of: water on site and behind the electricity, microlitres; null when unpriced.';
COMMENT ON COLUMN footprint_journal.carbon_micrograms_low IS 'Lower end of: CO2e of the electricity, micrograms; null when unpriced.';
COMMENT ON COLUMN footprint_journal.carbon_micrograms_central IS 'Central value of: CO2e of the electricity, micrograms; null when unpriced.';
COMMENT ON COLUMN footprint_journal.carbon_micrograms_high IS 'Upper end of: CO2e of the electricity, micrograms; null when unpriced.';
COMMENT ON COLUMN footprint_journal.estimated_energy_microjoules_low IS 'Lower end of: measured entries only: what the estimate would have been, microjoules.';
COMMENT ON COLUMN footprint_journal.estimated_energy_microjoules_central IS 'Central value of: measured entries only: what the estimate would have been, microjoules.';
COMMENT ON COLUMN footprint_journal.estimated_energy_microjoules_high IS 'Upper end of: measured entries only: what the estimate would have been, microjoules.';
COMMENT ON COLUMN footprint_journal.compared_energy_microjoules IS 'Measured entries only: energy that the estimate stands beside, microjoules; below 0 where it was withdrawn.';
COMMENT ON COLUMN footprint_journal.batch_size IS 'Batch size of the operating point that priced the entry; null when unpriced.';
COMMENT ON COLUMN footprint_journal.measured IS 'True when the energy was measured, not estimated.';
COMMENT ON COLUMN footprint_journal.unpriced_reason IS 'Why amounts are null; null when all are there.';
COMMENT ON COLUMN footprint_journal.cost_revision IS 'Cost revision that prices the usage now.';
COMMENT ON COLUMN footprint_journal.site_revision IS 'Site revision that prices the usage now.';
COMMENT ON COLUMN footprint_journal.replaces_cost_revision IS 'LATE_PRICED and CORRECTION: the cost revision that priced the usage before.';
COMMENT ON COLUMN footprint_journal.replaces_site_revision IS 'LATE_PRICED and CORRECTION: the site revision that priced the usage before.';
COMMENT ON TABLE footprint_hourly IS 'Totals of hours of UTC: the last value of each key of the topic footprint-1h.';
COMMENT ON COLUMN footprint_hourly.window_start IS 'Start of the hour.';
COMMENT ON COLUMN footprint_hourly.window_seconds IS 'Length of the window, seconds.';
COMMENT ON COLUMN footprint_hourly.team IS 'The team that is charged.';
COMMENT ON COLUMN footprint_hourly.project IS 'The project within the team; null where it splits no bill.';
COMMENT ON COLUMN footprint_hourly.model_id IS 'The model.';
COMMENT ON COLUMN footprint_hourly.gpu IS 'The accelerator.';
COMMENT ON COLUMN footprint_hourly.region IS 'The region.';
COMMENT ON COLUMN footprint_hourly.requests IS 'Requests.';
COMMENT ON COLUMN footprint_hourly.late_requests IS 'Of these, requests that arrived out of time order by more than the configured lateness.';
COMMENT ON COLUMN footprint_hourly.unpriced_requests IS 'Requests without energy: they wait for a cost.';
COMMENT ON COLUMN footprint_hourly.unsited_requests IS 'Requests with energy and without water and carbon: their region has no factors.';
COMMENT ON COLUMN footprint_hourly.inferences IS 'Inferences.';
COMMENT ON COLUMN footprint_hourly.input_tokens IS 'Input tokens, cached ones included.';
COMMENT ON COLUMN footprint_hourly.cached_input_tokens IS 'Cached input tokens.';
COMMENT ON COLUMN footprint_hourly.output_tokens IS 'Output tokens.';
COMMENT ON COLUMN footprint_hourly.energy_microjoules_low IS 'Lower end of: energy at the accelerator and its share of the host, microjoules; null while nothing of it is priced.';
COMMENT ON COLUMN footprint_hourly.energy_microjoules_central IS 'Central value of: energy at the accelerator and its share of the host, microjoules; null while nothing of it is priced.';
COMMENT ON COLUMN footprint_hourly.energy_microjoules_high IS 'Upper end of: energy at the accelerator and its share of the host, microjoules; null while nothing of it is priced.';
COMMENT ON COLUMN footprint_hourly.facility_energy_microjoules_low IS 'Lower end of: the same with the overhead of the facility (times PUE), microjoules; null while nothing of it is priced.';
COMMENT ON COLUMN footprint_hourly.facility_energy_microjoules_central IS 'Central value of: the same with the overhead of the facility (times PUE), microjoules; null while nothing of it is priced.';
COMMENT ON COLUMN footprint_hourly.facility_energy_microjoules_high IS 'Upper end of: the same with the overhead of the facility (times PUE), microjoules; null while nothing of it is priced.';
COMMENT ON COLUMN footprint_hourly.water_microlitres_low IS 'Lower end of: water on site and behind the electricity, microlitres; null while nothing of it is priced.';
COMMENT ON COLUMN footprint_hourly.water_microlitres_central IS 'Central value of: water on site and behind the electricity, microlitres; null while nothing of it is priced.';
COMMENT ON COLUMN footprint_hourly.water_microlitres_high IS 'Upper end of: water on site and behind the electricity, microlitres; null while nothing of it is priced.';
COMMENT ON COLUMN footprint_hourly.carbon_micrograms_low IS 'Lower end of: CO2e of the electricity, micrograms; null while nothing of it is priced.';
COMMENT ON COLUMN footprint_hourly.carbon_micrograms_central IS 'Central value of: CO2e of the electricity, micrograms; null while nothing of it is priced.';
COMMENT ON COLUMN footprint_hourly.carbon_micrograms_high IS 'Upper end of: CO2e of the electricity, micrograms; null while nothing of it is priced.';
COMMENT ON COLUMN footprint_hourly.measured_energy_microjoules IS 'Of the energy (central), the part that was measured, microjoules.';
COMMENT ON COLUMN footprint_hourly.measured_estimate_microjoules_low IS 'Lower end of: what the estimate would have been for the measured part, microjoules; null where nothing was measured.';
COMMENT ON COLUMN footprint_hourly.measured_estimate_microjoules_central IS 'Central value of: what the estimate would have been for the measured part, microjoules; null where nothing was measured.';
COMMENT ON COLUMN footprint_hourly.measured_estimate_microjoules_high IS 'Upper end of: what the estimate would have been for the measured part, microjoules; null where nothing was measured.';
COMMENT ON COLUMN footprint_hourly.compared_energy_microjoules IS 'Of the measured energy, the part that the estimate stands beside, microjoules.';
COMMENT ON COLUMN footprint_hourly.corrected_energy_microjoules_low IS 'Lower end of: of energy_microjoules, the sum of the CORRECTION entries, microjoules; below 0 where they take away.';
COMMENT ON COLUMN footprint_hourly.corrected_energy_microjoules_central IS 'Central value of: of energy_microjoules, the sum of the CORRECTION entries, microjoules; below 0 where they take away.';
COMMENT ON COLUMN footprint_hourly.corrected_energy_microjoules_high IS 'Upper end of: of energy_microjoules, the sum of the CORRECTION entries, microjoules; below 0 where they take away.';
COMMENT ON COLUMN footprint_hourly.corrected_facility_energy_microjoules_low IS 'Lower end of: of facility_energy_microjoules, the sum of the CORRECTION entries, microjoules; below 0 where they take away.';
COMMENT ON COLUMN footprint_hourly.corrected_facility_energy_microjoules_central IS 'Central value of: of facility_energy_microjoules, the sum of the CORRECTION entries, microjoules; below 0 where they take away.';
COMMENT ON COLUMN footprint_hourly.corrected_facility_energy_microjoules_high IS 'Upper end of: of facility_energy_microjoules, the sum of the CORRECTION entries, microjoules; below 0 where they take away.';
COMMENT ON COLUMN footprint_hourly.corrected_water_microlitres_low IS 'Lower end of: of water_microlitres, the sum of the CORRECTION entries, microlitres; below 0 where they take away.';
COMMENT ON COLUMN footprint_hourly.corrected_water_microlitres_central IS 'Central value of: of water_microlitres, the sum of the CORRECTION entries, microlitres; below 0 where they take away.';
COMMENT ON COLUMN footprint_hourly.corrected_water_microlitres_high IS 'Upper end of: of water_microlitres, the sum of the CORRECTION entries, microlitres; below 0 where they take away.';
COMMENT ON COLUMN footprint_hourly.corrected_carbon_micrograms_low IS 'Lower end of: of carbon_micrograms, the sum of the CORRECTION entries, micrograms; below 0 where they take away.';
COMMENT ON COLUMN footprint_hourly.corrected_carbon_micrograms_central IS 'Central value of: of carbon_micrograms, the sum of the CORRECTION entries, micrograms; below 0 where they take away.';
COMMENT ON COLUMN footprint_hourly.corrected_carbon_micrograms_high IS 'Upper end of: of carbon_micrograms, the sum of the CORRECTION entries, micrograms; below 0 where they take away.';
COMMENT ON COLUMN footprint_hourly.kafka_offset IS 'Offset of the record in footprint-1h: a later one is a later total.';
COMMENT ON COLUMN footprint_hourly.kafka_partition IS 'Its partition.';
COMMENT ON VIEW footprint_month IS 'Per month of UTC, team and project: usage, joules, litres, grams.';
COMMENT ON FUNCTION footprint_bill(date, text) IS 'Per team and project in the month of a day, in a time zone: usage, joules, litres, grams.';
COMMENT ON VIEW footprint_model IS 'Per month of UTC, model and accelerator: usage, joules, litres, grams.';
COMMENT ON VIEW footprint_correction IS 'Which revision took the place of which, and what that added or took away.';
COMMENT ON VIEW footprint_unpriced IS 'Hours with requests that have no energy, or no water and carbon. What is not known is null.';
COMMENT ON VIEW footprint_difference IS 'Hours in which the totals are not the sums of the journal. Must be empty.';
COMMENT ON VIEW footprint_gap IS 'Tasks of whose entries some are missing. Must be empty where the journal was read from its beginning.';
