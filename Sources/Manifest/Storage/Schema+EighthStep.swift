extension Schema {
    /// One row: tells this manifest, and every copy of it, from all others.
    static let eighthStep = """
        CREATE TABLE manifest_identity (id TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
        INSERT INTO manifest_identity (id) VALUES (lower(hex(randomblob(8))));
        """
}
