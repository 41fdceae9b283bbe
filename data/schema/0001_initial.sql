-- Version 1 of the project file. Columns of a record's table are the names of its fields (model/*_fields.cpp);
-- empty values are NULL; lists are text with ';' between the items; `fid` is the row number that SpatiaLite and QGIS want.
-- Shapes are the last column, so that reading the others does not go through them.

CREATE TABLE provider (
    fid INTEGER PRIMARY KEY,
    geom POINT,
    id TEXT NOT NULL UNIQUE,
    public_ref TEXT,
    name_fr TEXT,
    name_en TEXT,
    short_name TEXT,
    former_names TEXT,
    type TEXT,
    ownership TEXT,
    status TEXT,
    supervising_ministry TEXT,
    recognised_by TEXT,
    recognition_date TEXT,
    parent_organisation TEXT,
    referral_roles TEXT,
    capacity_max INTEGER,
    capacity_free INTEGER,
    capacity_date TEXT,
    sex_served TEXT,
    age_min INTEGER,
    age_max INTEGER,
    foreign_children TEXT,
    disability_access TEXT,
    languages TEXT,
    hours TEXT,
    cost TEXT,
    documents_required TEXT,
    admission_fr TEXT,
    admission_en TEXT,
    trauma_informed TEXT,
    survivor_informed TEXT,
    child_friendly_space TEXT,
    care_checked_on TEXT,
    social_workers INTEGER,
    staff_trained INTEGER,
    equipment_held TEXT,
    equipment_needed TEXT,
    focal_name TEXT,
    focal_title TEXT,
    focal_phone TEXT,
    focal_email TEXT,
    focal_changed_on TEXT,
    public_phone TEXT,
    public_contact TEXT,
    website TEXT,
    position_method TEXT,
    position_accuracy REAL,
    position_date TEXT,
    address TEXT,
    landmark TEXT,
    locality TEXT,
    area_code TEXT,
    areas_served TEXT,
    disclosure_existence TEXT,
    disclosure_name TEXT,
    disclosure_area TEXT,
    disclosure_position TEXT,
    disclosure_address TEXT,
    disclosure_contacts TEXT,
    disclosure_capacity TEXT,
    disclosure_notes TEXT,
    assured_on TEXT,
    assured_by TEXT,
    assured_method TEXT,
    next_check TEXT,
    source TEXT,
    licence TEXT,
    source_id TEXT,
    notes TEXT
);
SELECT RecoverGeometryColumn('provider', 'geom', 4326, 'POINT', 'XY');
SELECT CreateSpatialIndex('provider', 'geom');

CREATE TABLE risk_zone (
    fid INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    public_ref TEXT,
    name_fr TEXT,
    name_en TEXT,
    area_code TEXT,
    level TEXT,
    trafficking_types TEXT,
    sectors TEXT,
    roles TEXT,
    sosteci_committee TEXT,
    protection_committee TEXT,
    children INTEGER,
    method TEXT,
    source TEXT,
    date TEXT,
    valid_to TEXT,
    confidence TEXT,
    disclosure TEXT,
    notes TEXT,
    geom MULTIPOLYGON
);
SELECT RecoverGeometryColumn('risk_zone', 'geom', 4326, 'MULTIPOLYGON', 'XY');
SELECT CreateSpatialIndex('risk_zone', 'geom');

CREATE TABLE border_post (
    fid INTEGER PRIMARY KEY,
    geom POINT,
    id TEXT NOT NULL UNIQUE,
    public_ref TEXT,
    name TEXT,
    kind TEXT,
    neighbour TEXT,
    facing_place TEXT,
    status TEXT,
    hours TEXT,
    services_present TEXT,
    staff_trained INTEGER,
    staff_trained_on TEXT,
    last_campaign TEXT,
    bypass_tracks INTEGER,
    position_method TEXT,
    position_accuracy REAL,
    area_code TEXT,
    source TEXT,
    date TEXT,
    disclosure TEXT,
    notes TEXT
);
SELECT RecoverGeometryColumn('border_post', 'geom', 4326, 'POINT', 'XY');
SELECT CreateSpatialIndex('border_post', 'geom');

CREATE TABLE transport_node (
    fid INTEGER PRIMARY KEY,
    geom POINT,
    id TEXT NOT NULL UNIQUE,
    public_ref TEXT,
    name TEXT,
    kind TEXT,
    "operator" TEXT,
    locality TEXT,
    status TEXT,
    hours TEXT,
    services_present TEXT,
    staff_trained INTEGER,
    staff_trained_on TEXT,
    last_campaign TEXT,
    position_method TEXT,
    position_accuracy REAL,
    area_code TEXT,
    source TEXT,
    date TEXT,
    disclosure TEXT,
    notes TEXT
);
SELECT RecoverGeometryColumn('transport_node', 'geom', 4326, 'POINT', 'XY');
SELECT CreateSpatialIndex('transport_node', 'geom');

CREATE TABLE area (
    fid INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    parent_code TEXT,
    level INTEGER,
    legal_type TEXT,
    name_fr TEXT,
    name_en TEXT,
    former_names TEXT,
    valid_from TEXT,
    valid_to TEXT,
    population INTEGER,
    children INTEGER,
    population_female INTEGER,
    population_male INTEGER,
    population_year INTEGER,
    accuracy TEXT,
    source TEXT,
    licence TEXT,
    geom MULTIPOLYGON
);
SELECT RecoverGeometryColumn('area', 'geom', 4326, 'MULTIPOLYGON', 'XY');
SELECT CreateSpatialIndex('area', 'geom');

CREATE TABLE place (
    fid INTEGER PRIMARY KEY,
    geom POINT,
    code TEXT NOT NULL UNIQUE,
    name TEXT,
    former_names TEXT,
    kind TEXT,
    population INTEGER,
    population_year INTEGER,
    area_code TEXT,
    source TEXT
);
SELECT RecoverGeometryColumn('place', 'geom', 4326, 'POINT', 'XY');
SELECT CreateSpatialIndex('place', 'geom');

CREATE TABLE road (
    fid INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT,
    class TEXT,
    surface TEXT,
    bridge TEXT,
    speed REAL,
    quality TEXT,
    source TEXT,
    geom MULTILINESTRING
);
SELECT RecoverGeometryColumn('road', 'geom', 4326, 'MULTILINESTRING', 'XY');
SELECT CreateSpatialIndex('road', 'geom');

CREATE TABLE water_line (
    fid INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT,
    kind TEXT,
    rank INTEGER,
    perennial TEXT,
    source TEXT,
    geom MULTILINESTRING
);
SELECT RecoverGeometryColumn('water_line', 'geom', 4326, 'MULTILINESTRING', 'XY');
SELECT CreateSpatialIndex('water_line', 'geom');

CREATE TABLE water_area (
    fid INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT,
    kind TEXT,
    rank INTEGER,
    perennial TEXT,
    source TEXT,
    geom MULTIPOLYGON
);
SELECT RecoverGeometryColumn('water_area', 'geom', 4326, 'MULTIPOLYGON', 'XY');
SELECT CreateSpatialIndex('water_area', 'geom');

CREATE TABLE neighbour (
    fid INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name_fr TEXT,
    name_en TEXT,
    source TEXT,
    geom MULTIPOLYGON
);
SELECT RecoverGeometryColumn('neighbour', 'geom', 4326, 'MULTIPOLYGON', 'XY');
SELECT CreateSpatialIndex('neighbour', 'geom');

CREATE TABLE organisation (
    fid INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name_fr TEXT,
    name_en TEXT,
    short_name TEXT,
    kind TEXT,
    parent_code TEXT,
    aliases TEXT
);

-- The services of a provider, in the order in which they were given.
CREATE TABLE service (
    provider INTEGER NOT NULL REFERENCES provider (fid) DEFERRABLE INITIALLY DEFERRED,
    ordinal INTEGER NOT NULL,
    category TEXT,
    phase TEXT,
    status TEXT,
    label TEXT,
    PRIMARY KEY (provider, ordinal)
) WITHOUT ROWID;

-- Who opened a field group of a record further than the default. Kept when the provider is removed.
CREATE TABLE decision (
    fid INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    provider TEXT NOT NULL,
    field_group TEXT NOT NULL,
    audience TEXT NOT NULL,
    decided_by TEXT,
    approved_by TEXT,
    decided_on TEXT,
    reason TEXT
);

-- Grids stay files; the project knows them by path and checksum.
CREATE TABLE grid (
    fid INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    path TEXT NOT NULL,
    sha256 TEXT,
    crs TEXT,
    columns INTEGER,
    rows INTEGER,
    min_x REAL,
    min_y REAL,
    max_x REAL,
    max_y REAL,
    no_data REAL,
    unit TEXT,
    date TEXT,
    source TEXT,
    licence TEXT
);

CREATE TABLE style (fid INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, definition TEXT NOT NULL);
CREATE TABLE sheet (fid INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, definition TEXT NOT NULL);
CREATE TABLE scenario (
    fid INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    parameters TEXT,
    results TEXT,
    created_on TEXT
);

-- The register of numbered editions and of who received which.
CREATE TABLE release (
    fid INTEGER PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE,
    audience TEXT NOT NULL,
    created_on TEXT NOT NULL,
    manifest TEXT
);
CREATE TABLE release_recipient (
    fid INTEGER PRIMARY KEY,
    release INTEGER NOT NULL REFERENCES release (number) DEFERRABLE INITIALLY DEFERRED,
    recipient TEXT NOT NULL,
    copy INTEGER,
    handed_over_on TEXT
);

-- Labels of the codes, for QGIS and for searching.
CREATE TABLE vocabulary (
    list TEXT NOT NULL,
    code TEXT NOT NULL,
    fr TEXT,
    en TEXT,
    position INTEGER NOT NULL,
    PRIMARY KEY (list, code)
);
CREATE TABLE field_label (
    record TEXT NOT NULL,
    field TEXT NOT NULL,
    fr TEXT,
    en TEXT,
    PRIMARY KEY (record, field)
);

CREATE TABLE setting (key TEXT PRIMARY KEY NOT NULL, value TEXT);

-- What was done, in order; each entry's hash covers the one before it.
CREATE TABLE history (
    number INTEGER PRIMARY KEY,
    time TEXT NOT NULL,
    action TEXT NOT NULL,
    parameters TEXT NOT NULL,
    summary TEXT NOT NULL,
    author TEXT NOT NULL,
    undo_of INTEGER,
    redo_of INTEGER,
    chunks INTEGER NOT NULL,
    chunk_digest TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
);
-- The change-set of an entry (SQLite session format, zstd), in pieces that are change-sets by themselves.
CREATE TABLE history_chunk (
    entry INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    size INTEGER NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (entry, ordinal)
);
CREATE TRIGGER history_not_updated BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER history_not_deleted BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER history_chunk_not_updated BEFORE UPDATE ON history_chunk BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER history_chunk_not_deleted BEFORE DELETE ON history_chunk BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;

-- The search index (src/decisions/0003-search-index.md): for blocks of 4096 providers, which word is in which.
CREATE TABLE search_word (
    block INTEGER NOT NULL,
    word TEXT NOT NULL,
    entries BLOB NOT NULL,
    PRIMARY KEY (block, word)
) WITHOUT ROWID;
-- Blocks that no longer fit their providers. Plain SQL, so that edits made in QGIS are noticed too.
CREATE TABLE search_stale (block INTEGER PRIMARY KEY);

CREATE TRIGGER provider_search_insert AFTER INSERT ON provider BEGIN
    INSERT INTO search_stale SELECT NEW.fid >> 12 WHERE NOT EXISTS (SELECT 1 FROM search_stale WHERE block = NEW.fid >> 12);
END;
CREATE TRIGGER provider_search_delete AFTER DELETE ON provider BEGIN
    INSERT INTO search_stale SELECT OLD.fid >> 12 WHERE NOT EXISTS (SELECT 1 FROM search_stale WHERE block = OLD.fid >> 12);
END;
CREATE TRIGGER provider_search_update AFTER UPDATE OF fid, name_fr, name_en, short_name, former_names, type, status, address, landmark,
    locality, area_code ON provider BEGIN
    INSERT INTO search_stale SELECT OLD.fid >> 12 WHERE NOT EXISTS (SELECT 1 FROM search_stale WHERE block = OLD.fid >> 12);
    INSERT INTO search_stale SELECT NEW.fid >> 12 WHERE NOT EXISTS (SELECT 1 FROM search_stale WHERE block = NEW.fid >> 12);
END;
CREATE TRIGGER service_search_insert AFTER INSERT ON service BEGIN
    INSERT INTO search_stale SELECT NEW.provider >> 12 WHERE NOT EXISTS (SELECT 1 FROM search_stale WHERE block = NEW.provider >> 12);
END;
CREATE TRIGGER service_search_delete AFTER DELETE ON service BEGIN
    INSERT INTO search_stale SELECT OLD.provider >> 12 WHERE NOT EXISTS (SELECT 1 FROM search_stale WHERE block = OLD.provider >> 12);
END;
CREATE TRIGGER service_search_update AFTER UPDATE ON service BEGIN
    INSERT INTO search_stale SELECT OLD.provider >> 12 WHERE NOT EXISTS (SELECT 1 FROM search_stale WHERE block = OLD.provider >> 12);
    INSERT INTO search_stale SELECT NEW.provider >> 12 WHERE NOT EXISTS (SELECT 1 FROM search_stale WHERE block = NEW.provider >> 12);
END;
-- A provider deleted in QGIS takes its services along.
CREATE TRIGGER provider_services_delete BEFORE DELETE ON provider BEGIN
    DELETE FROM service WHERE provider = OLD.fid;
END;

-- For QGIS: the directory with the services of each provider in one cell.
CREATE VIEW provider_with_services AS
SELECT p.fid AS fid, p.geom AS geom, p.public_ref AS public_ref, p.name_fr AS name_fr, p.name_en AS name_en, p.type AS type,
    p.status AS status, p.locality AS locality, p.area_code AS area_code,
    (SELECT group_concat(s.category, ';') FROM service s WHERE s.provider = p.fid) AS services
FROM provider p;
INSERT INTO views_geometry_columns (view_name, view_geometry, view_rowid, f_table_name, f_geometry_column, read_only)
VALUES ('provider_with_services', 'geom', 'fid', 'provider', 'geom', 1);
